#include "tests/unit/pdf/material.h"

#include <array>
#include <chrono>
#include <cstdio>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <zlib.h>

#include "core/clock.h"
#include "core/file.h"
#include "core/vietnamese.h"
#include "tests/support/temp_folder.h"

namespace sohoa::pdf::test {
namespace {

SigningKey key(const std::string& name) {
  std::string password = read_file(authority() / (name + ".password"));
  password.erase(password.find_last_not_of('\n') + 1);
  return SigningKey::from_pkcs12(authority() / (name + ".p12"), password);
}

}  // namespace

std::string run(const std::string& command, int expected_exit) {
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  std::array<char, 4096> buffer{};
  for (std::size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    out.append(buffer.data(), n);
  const int status = ::pclose(pipe);
  INFO(command, "\n", out);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == expected_exit);
  return out;
}

const std::filesystem::path& authority() {
  static const sohoa::test::TempFolder folder;
  static const std::filesystem::path path = [] {
    const auto target = folder / "authority";
    run(fmt::format("{}/scripts/make-authority {} 2>/dev/null", SOHOA_SOURCE_DIR, target.string()));
    return target;
  }();
  return path;
}

const std::vector<std::string>& anchors() {
  static const std::vector<std::string> root = read_anchors({authority() / "root.pem"});
  return root;
}

Trust trust_of(const std::filesystem::path& folder) {
  Trust trust;
  trust.anchors = read_anchors({folder / "root.pem"});
  trust.revocations.lists = {folder / "root.crl", folder / "issuing.crl"};
  return trust;
}

const Trust& trust() {
  static const Trust trust = trust_of(authority());
  return trust;
}

SigningKey clerk() { return key("clerk"); }
SigningKey agency() { return key("agency"); }

Page page_with_ink(const std::filesystem::path& folder, const std::string& name, int width,
                   int height, const std::vector<Box>& ink) {
  std::string rows;
  for (int y = 0; y < height; ++y) {
    std::string row(static_cast<std::size_t>(width) + 1, '\xFF');
    row[0] = 0;  // PNG filter: none
    for (const auto& box : ink)
      if (y >= box.y && y < box.bottom())
        row.replace(static_cast<std::size_t>(box.x) + 1, static_cast<std::size_t>(box.w),
                    static_cast<std::size_t>(box.w), '\0');
    rows += row;
  }
  uLongf size = compressBound(rows.size());
  std::string packed(size, '\0');
  REQUIRE(compress(reinterpret_cast<Bytef*>(packed.data()), &size,
                   reinterpret_cast<const Bytef*>(rows.data()), rows.size()) == Z_OK);
  packed.resize(size);
  write_durably(folder / name, packed);

  Page page;
  page.image.file = folder / name;
  page.image.width = width;
  page.image.height = height;
  page.image.dpi_x = page.image.dpi_y = 100;
  page.image.origin = name;
  page.encoded.file = folder / name;
  page.encoded.bytes = size;
  page.encoded.filter = EncodedImage::Filter::flate_png;
  page.encoded.width = width;
  page.encoded.height = height;
  page.encoded.components = 1;
  return page;
}

Line line_of(const Page& page, const std::vector<std::string>& words, int x, int y) {
  Line line;
  for (const auto& text : words) {
    Word word;
    word.text = nfc(text);
    word.upright = {x, y, 12 * static_cast<int>(to_utf32(word.text).size()), 20};
    word.box = to_original(page.placement, page.image.width, page.image.height, word.upright);
    word.confidence = 0.9F;
    x = word.upright.right() + 10;
    line.upright = united(line.upright, word.upright);
    line.box = united(line.box, word.box);
    line.words.push_back(std::move(word));
  }
  return line;
}

Page page_with_lines(const std::filesystem::path& folder, const std::string& name,
                     const std::vector<std::vector<std::string>>& lines) {
  Page page = page_with_ink(folder, name, 600, 800, {});
  int y = 40;
  for (const auto& words : lines) {
    page.text.lines.push_back(line_of(page, words, 40, y));
    y += 36;
  }
  return page;
}

std::string now() { return iso_time(std::chrono::system_clock::now()); }

DocumentInfo information() {
  return {"000.00.01.H29-261124-0001 / 001 & <Hồ sơ>", "000.00.01.H29-261124-0001/001",
          "2026-11-24T09:30:00+07:00", "sohoa 0.1.0"};
}

void write(const std::filesystem::path& file, const std::vector<Page>& pages,
           const Completion& completion) {
  std::filesystem::remove(file);
  Writer writer(information(), std::filesystem::path(SOHOA_SOURCE_DIR) / "models/icc/sRGB.icc");
  for (const auto& page : pages) writer.add(page);
  writer.finish(file, completion);
}

std::filesystem::path document(const std::filesystem::path& folder, const std::string& name) {
  write(folder / name, {page_with_lines(folder, name + ".z", {{"Cộng", "hòa", "xã", "hội"}})});
  return folder / name;
}

SignatureRequest request(const std::string& role) {
  authority();  // its certificates are not valid before they exist
  return {role, "Ký số hóa hồ sơ", now()};
}

}  // namespace sohoa::pdf::test
