#include "service/reporter.h"

#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/unit/service/captured.h"

using namespace sohoa;
using nlohmann::json;
using service::Reporter;
using service::test::Captured;

namespace {

std::vector<json> objects(const std::string& text) {
  std::vector<json> list;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    REQUIRE(end != std::string::npos);
    list.push_back(json::parse(text.substr(at, end - at)));
    at = end + 1;
  }
  return list;
}

Event fault_of_page_two() {
  return {.kind = Event::Kind::page_fault,
          .page = 1,
          .fault = {Cause::reading_failed, "read", "timed out"}};
}

}  // namespace

TEST_CASE("reporter: with --json each event is one object a line, pages counted from 1") {
  Captured out(stdout);
  Captured err(stderr);
  Reporter reporter(true);
  const auto listener = reporter.listener();
  listener({.kind = Event::Kind::page_acquired, .page = 0, .text = "tờ \"1\"\n.tif"});
  listener({.kind = Event::Kind::document_signed, .document = 2, .text = "clerk"});
  listener(fault_of_page_two());
  reporter.note("Chỉ cho người đọc.");
  const auto events = objects(out.end());
  const std::string said = err.end();
  REQUIRE(events.size() == 3);
  CHECK(
      events[0] ==
      json{{"event", "page_acquired"}, {"page", 1}, {"document", 1}, {"origin", "tờ \"1\"\n.tif"}});
  CHECK(events[1] == json{{"event", "document_signed"}, {"document", 3}, {"role", "clerk"}});
  CHECK(events[2]["page"] == 2);
  CHECK(events[2]["cause"] == "reading_failed");
  CHECK(events[2]["detail"] == "timed out");
  CHECK_FALSE(events[2]["message"].get<std::string>().empty());
  CHECK(said.empty());
}

TEST_CASE("reporter: names that are no UTF-8 do not break the JSON") {
  Captured out(stdout);
  Reporter reporter(true);
  reporter.on({.kind = Event::Kind::page_acquired, .text = "\xff\xfe.jpg"});
  const auto events = objects(out.end());
  REQUIRE(events.size() == 1);
  CHECK(events[0]["event"] == "page_acquired");
}

TEST_CASE("reporter: events of several threads do not tear each other's lines") {
  Captured out(stdout);
  {
    Reporter reporter(true);
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&reporter] {
        for (std::uint32_t n = 0; n < 100; ++n)
          reporter.on({.kind = Event::Kind::page_done, .page = n});
      });
  }
  CHECK(objects(out.end()).size() == 400);
}

TEST_CASE(
    "reporter: people are spoken to on standard error, with the detail; output is data alone") {
  Captured out(stdout);
  Captured err(stderr);
  {
    Reporter reporter(false);
    reporter.on({.kind = Event::Kind::page_acquired, .page = 0, .text = "a.tif"});
    reporter.on(fault_of_page_two());
    reporter.data("/kho/HS-1");
  }
  const std::string data = out.end();
  const std::string said = err.end();
  CHECK(data == "/kho/HS-1\n");
  CHECK(said.find("Trang 2: Không đọc được chữ trên trang") != std::string::npos);
  CHECK(said.find("[read: timed out]") != std::string::npos);
  CHECK(said.find('\r') == std::string::npos);
}

TEST_CASE("reporter: an error has its exit code in JSON and its words on standard error") {
  Captured out(stdout);
  Captured err(stderr);
  Reporter reporter(true);
  reporter.failed(Error(Cause::paper_jam, "vscan:quay1: JAMMED"));
  const auto events = objects(out.end());
  const std::string said = err.end();
  REQUIRE(events.size() == 1);
  CHECK(events[0]["event"] == "error");
  CHECK(events[0]["cause"] == "paper_jam");
  CHECK(events[0]["exit_code"] == 4);
  CHECK(said.find("kẹt giấy") != std::string::npos);
  CHECK(said.find("[paper_jam] vscan:quay1: JAMMED") != std::string::npos);
}
