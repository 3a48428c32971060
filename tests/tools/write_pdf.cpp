// What writing and signing a PDF of many pages costs, for scripts/bench-pdf.
//
//   write_pdf PROFILE PAGES IMAGE OUT.pdf KEY.p12 PASSWORD-FILE [ATTACHED.pdf]
//
// OUT.pdf gets PAGES pages that show IMAGE (JPEG, PNG or PNM), coded once by PROFILE (master,
// access or compact), under a page's worth of words, a bookmark each, carries ATTACHED.pdf, and is
// then signed. Each step runs in a process of its own.
// Prints a line of JSON for each:
//   {"step":"write","pages":500,"cpu_s":1.9,"peak_rss_kib":31000,"bytes":345000000}
#include <array>
#include <chrono>
#include <cstdio>
#include <functional>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/file.h"
#include "core/image_header.h"
#include "core/resources.h"
#include "imaging/encode.h"
#include "pdf/sign/sign.h"
#include "pdf/write/writer.h"

namespace {

using namespace sohoa;
namespace fs = std::filesystem;

PageText words_on(const SpooledImage& image) {
  constexpr int lines = 36, words = 11;
  constexpr std::array<const char*, 6> syllables = {"Cộng", "hòa", "xã", "hội", "chủ", "nghĩa"};
  PageText text;
  const int step_x = image.width / (words + 2), step_y = image.height / (lines + 2);
  for (int row = 0; row < lines; ++row) {
    Line& line = text.lines.emplace_back();
    for (int column = 0; column < words; ++column) {
      Word& word = line.words.emplace_back();
      word.text = syllables.at(std::size_t(row + column) % syllables.size());
      word.upright = {(column + 1) * step_x, (row + 1) * step_y, step_x * 4 / 5, step_y * 2 / 3};
      word.box = word.upright;
      line.box = line.upright = united(line.upright, word.upright);
    }
  }
  return text;
}

std::optional<ImageProfile> profile_of(std::string_view name) {
  for (const auto profile : {ImageProfile::master, ImageProfile::access, ImageProfile::compact})
    if (name == profile_name(profile)) return profile;
  return {};
}

Page page_of(const fs::path& file, ImageProfile profile, const fs::path& scratch) {
  const ImageHeader header = read_header(read_bytes(file, 512U << 20U));
  Page page;
  page.image.file = page.image.origin = file;
  page.image.encoding = header.encoding;
  page.image.width = header.width;
  page.image.height = header.height;
  page.image.dpi_x = header.dpi_x > 0 ? header.dpi_x : 300;
  page.image.dpi_y = header.dpi_y > 0 ? header.dpi_y : 300;
  page.image.bytes = fs::file_size(file);
  page.encoded = imaging::encode(page.image, profile, scratch);
  page.text = words_on(page.image);
  return page;
}

void write(ImageProfile profile, int pages, const fs::path& image, const fs::path& out,
           const fs::path& attached) {
  const fs::path scratch = out.string() + ".page";
  fs::remove(out);
  pdf::DocumentInfo info;
  info.title = info.identifier = "measured";
  info.created = iso_time(std::chrono::system_clock::now());
  info.producer = "sohoa";
  pdf::Writer writer(info, resource("models/icc/sRGB.icc"));
  const Page page = page_of(image, profile, scratch);
  pdf::Completion completion;
  completion.mark = {"Đo thời gian", info.created, "write_pdf", "measured"};
  for (int i = 0; i < pages; ++i) {
    writer.add(page);
    completion.bookmarks.push_back({std::size_t(i), fmt::format("Trang {}", i + 1)});
  }
  if (!attached.empty())
    completion.attachments.push_back({attached, attached.filename().string(), "Bản gốc",
                                      info.created, sha256_of_file(attached), "not verified"});
  writer.finish(out, completion);
  fs::remove(scratch);
}

void sign(const fs::path& file, const fs::path& key, const fs::path& password_file) {
  std::string password = read_file(password_file);
  password.erase(password.find_last_not_of('\n') + 1);
  pdf::sign(file, pdf::SigningKey::from_pkcs12(key, password),
            {"clerk", "measured", iso_time(std::chrono::system_clock::now())});
}

double seconds(const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; }

// Runs the step in a child and prints what it took; false if it failed.
bool measure(const char* name, int pages, const fs::path& file, const std::function<void()>& step) {
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      step();
      _exit(0);
    } catch (const std::exception& e) {
      fmt::print(stderr, "write_pdf: {}: {}\n", name, e.what());
      _exit(1);
    }
  }
  int status = 0;
  rusage used{};
  if (child < 0 || ::wait4(child, &status, 0, &used) != child || status != 0) return false;
  fmt::print(R"({{"step":"{}","pages":{},"cpu_s":{:.3f},"peak_rss_kib":{},"bytes":{}}})"
             "\n",
             name, pages, seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss,
             fs::file_size(file));
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  const auto profile = profile_of(count > 1 ? arguments[1] : "");
  if (!profile || (count != 7 && count != 8)) {
    fmt::print(stderr,
               "usage: write_pdf PROFILE PAGES IMAGE OUT.pdf KEY.p12 PASSWORD-FILE "
               "[ATTACHED.pdf]\n");
    return 2;
  }
  const int pages = std::atoi(arguments[2]);
  const fs::path image = arguments[3], out = arguments[4], key = arguments[5], word = arguments[6];
  const fs::path attached = count == 8 ? arguments[7] : "";
  const auto written = [&] { write(*profile, pages, image, out, attached); };
  const bool done = pages > 0 && measure("write", pages, out, written) &&
                    measure("sign", pages, out, [&] { sign(out, key, word); });
  return done ? 0 : 1;
}
