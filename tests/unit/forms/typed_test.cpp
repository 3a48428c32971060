#include "forms/typed.h"

#include <string>

#include <doctest/doctest.h>

#include "core/error.h"

namespace {

using namespace sohoa;
using forms::assigned;
using forms::parse_typing;

std::string refusal(const std::string& text) {
  try {
    (void)parse_typing(text, "t.toml");
  } catch (const Error& error) {
    CHECK(error.cause == Cause::typed_invalid);
    return error.what();
  }
  return "accepted";
}

std::string refused_for(const std::string& values,
                        const std::vector<std::filesystem::path>& files) {
  try {
    (void)assigned(parse_typing("user = \"A\"\n" + values, "t.toml"), files);
  } catch (const Error& error) {
    CHECK(error.cause == Cause::typed_invalid);
    return error.what();
  }
  return "accepted";
}

std::string value(const std::string& more, const std::string& key = "so") {
  return "[[values]]\nkey = \"" + key + "\"\nvalue = \"1\"\n" + more;
}

}  // namespace

TEST_CASE("typed values: TOML and JSON say the same (R19)") {
  const auto toml = parse_typing(
      "user = \"Lê Thị Thử\"\ntime = 2026-11-24T08:30:05+07:00\n"
      "[[values]]\nfile = \"a.jpg\"\nkey = \"ho_ten\"\nvalue = \"Hoà\u0309\"\n"
      "[[values]]\ndocument = 2\nkey = \"noi_nhan\"\nvalue = [\"Như trên\", \"Lưu: VT\"]\n",
      "t.toml");
  CHECK(toml.user == "Lê Thị Thử");
  CHECK(toml.time == "2026-11-24T08:30:05+07:00");
  REQUIRE(toml.entries.size() == 2);
  CHECK(toml.entries[0].place == "t.toml:3");
  CHECK(toml.entries[0].file == "a.jpg");
  CHECK(toml.entries[1].document == 2);
  CHECK(toml.entries[1].value == "Như trên\nLưu: VT");

  const auto json = parse_typing(
      R"( {"user": "Lê Thị Thử", "time": "2026-11-24T08:30:05+07:00", "values": [
           {"file": "a.jpg", "key": "ho_ten", "value": "x"},
           {"document": 2, "key": "noi_nhan", "value": ["Như trên", "Lưu: VT"]}]})",
      "t.json");
  CHECK(json.user == toml.user);
  CHECK(json.time == toml.time);
  CHECK(json.entries[1].value == toml.entries[1].value);
  CHECK(json.entries[1].place == "t.json: values[1]");
}

TEST_CASE("typed values: who typed must be known, and nothing is passed over") {
  CHECK(refusal("values = []") == "t.toml: user is missing; expected who typed the values");
  CHECK(refusal("user = \"A\"").starts_with("t.toml: values are missing"));
  CHECK(refusal("user = \"A\"\n" + value("")) == "accepted");
  CHECK(refusal("user = \"A\"\n" + value("colour = 1\n"))
            .starts_with("t.toml:2: unknown key \"colour\""));
  CHECK(refusal("user = \"A\"\nuse = 1\nvalues = []").starts_with("t.toml: unknown key \"use\""));
  CHECK(refusal("user = \"A\"\n" + value("", "Số")).starts_with("t.toml:2: key: \"Số\""));
  CHECK(refusal("user = \"A\"\n" + value("document = 0\n")).starts_with("t.toml:2: document"));
  CHECK(refusal("user = \"A\"\n" + value("document = 1\nfile = \"a\"\n"))
            .starts_with("t.toml:2: file and document"));
  CHECK(refusal("user = \"A\"\n[[values]]\nkey = \"so\"\n").starts_with("t.toml:2: value"));
  CHECK(refusal("user = \"A\"\n[[values]]\nkey = \"so\"\nvalue = 1\n").starts_with("t.toml:2: v"));
  CHECK(refusal("user = \"A\"\n[[values]]\nkey = \"so\"\nvalue = \"a\\u0007\"\n")
            .starts_with("t.toml:2: value: a control character"));
}

TEST_CASE("typed values: what cannot be read is refused with its place") {
  CHECK(refusal("user = \"A").starts_with("t.toml:1:"));
  CHECK(refusal("{\"user\": ").starts_with("t.toml: not valid JSON"));
  CHECK(refusal("{\"a\": [[[[[[[[1]]]]]]]]}").starts_with("t.toml: nested too deep"));
  CHECK(refusal(std::string(forms::longest_typing + 1, ' ')).starts_with("t.toml: 1048577 bytes"));
  for (const char* time : {"2026-11-24", "2026-11-24T08:30:05", "24/11/2026 08:30:05+07:00",
                           "2026-11-24T08:30:05+07:0x"}) {
    CAPTURE(time);
    CHECK(refusal("user = \"A\"\ntime = \"" + std::string(time) + "\"\nvalues = []")
              .starts_with("t.toml: time: "));
  }
  CHECK(refusal("user = \"A\"\ntime = 2026-11-24T08:30:05\nvalues = []").starts_with("t.toml:2:8"));
  CHECK(refusal("user = \"A\"\ntime = \"2026-11-24T08:30:05Z\"\nvalues = []") == "accepted");
}

TEST_CASE("typed values: each goes to the file or document it is of") {
  const std::vector<std::filesystem::path> files{"/x/a.jpg", "/x/b.jpg", "/y/b.jpg"};
  const auto typing =
      parse_typing("user = \"A\"\n" + value("file = \"a.jpg\"\n") +
                       value("file = \"/y/../x/b.jpg\"\n") + value("document = 3\n", "ten"),
                   "t.toml");
  const auto values = assigned(typing, files);
  REQUIRE(values.of(0, 0).size() == 1);
  CHECK(values.of(0, 0)[0].key == "so");
  REQUIRE(values.of(1, 1).size() == 1);
  REQUIRE(values.of(2, 2).size() == 1);
  CHECK(values.of(2, 2)[0].key == "ten");
  CHECK(values.of(2, 0).size() == 2);
  CHECK(values.of(7, 7).empty());
}

TEST_CASE("typed values: one that could be of several files or of none is refused") {
  const std::vector<std::filesystem::path> files{"/x/a.jpg", "/x/b.jpg", "/y/b.jpg"};
  CHECK(refused_for(value("file = \"b.jpg\"\n"), files) ==
        "t.toml:2: file: \"b.jpg\" is more than one of the inputs");
  CHECK(refused_for(value("file = \"c.jpg\"\n"), files) ==
        "t.toml:2: file: \"c.jpg\" is none of the inputs");
  CHECK(refused_for(value(""), files) == "t.toml:2: no file or document is named; there are 3");
  CHECK(refused_for(value(""), {"/x/a.jpg"}) == "accepted");
  CHECK(refused_for(value("") + value(""), {"/x/a.jpg"}) ==
        "t.toml:5: so: a second value of the same field");
}
