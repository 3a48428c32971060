// A page for tests, as the reader would give it: words set on a grid of a 200 dpi A4 sheet.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>

#include "core/vietnamese.h"
#include "forms/extract.h"

namespace sohoa::forms::test {

class Sheet {
 public:
  Sheet() {
    view_.width = 1654;
    view_.height = 2339;
    view_.dpi = 200;
  }
  // Text at x, y (upright pixels). The original frame is the upright one moved by (7, 11), so that
  // a mix-up shows.
  Sheet& text(int x, int y, std::string_view words, float confidence = 0.96F) {
    sohoa::Line line;
    for (std::size_t from = 0; from < words.size();) {
      const std::size_t to = std::min(words.find(' ', from), words.size());
      Word word;
      word.text = std::string(words.substr(from, to - from));
      const int width = static_cast<int>(to_utf32(word.text).size()) * letter;
      word.upright = {x, y, width, height};
      word.box = {x + 7, y + 11, width, height};
      word.confidence = confidence;
      if (width > 0) line.words.push_back(word);
      x += width + space;
      from = to + 1;
    }
    view_.text.lines.push_back(line);
    return *this;
  }
  // The same, centred on x.
  Sheet& centred(int x, int y, std::string_view words, float confidence = 0.96F) {
    return text(x - static_cast<int>(to_utf32(words).size()) * letter / 2, y, words, confidence);
  }
  Sheet& code(std::string_view format, std::string_view payload) {
    view_.codes.push_back({std::string(format), std::string(payload), {100, 120, 90, 90}});
    return *this;
  }
  const PageView& view() const { return view_; }

  static constexpr int letter = 12, space = 8, height = 26;

 private:
  PageView view_;
};

// The letterhead, body and closing of a decision or letter.
inline Sheet letter(std::string_view number = "Số: 457/UBND-VHXH",
                    std::string_view date = "Thành phố Hồ Chí Minh, ngày 01 tháng 6 năm 2026") {
  Sheet sheet;
  // One line of the reader runs across both columns.
  sheet.text(150, 150, "ỦY BAN NHÂN DÂN").text(760, 150, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  sheet.text(200, 190, "XÃ HÓC MÔN").text(830, 190, "Độc lập - Tự do - Hạnh phúc");
  sheet.text(150, 250, number).text(760, 250, date);
  return sheet;
}

inline Sheet& closing(Sheet& sheet) {
  sheet.text(150, 1500, "Nơi nhận:").text(1150, 1500, "KT. CHỦ TỊCH");
  sheet.text(150, 1540, "- Như trên;").text(1110, 1540, "PHÓ CHỦ TỊCH");
  sheet.text(150, 1580, "- Lưu: VT, VP.");
  sheet.text(1100, 1760, "Nguyễn Thị Mẫu");
  return sheet;
}

}  // namespace sohoa::forms::test
