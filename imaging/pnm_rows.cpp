#include <cctype>
#include <cstring>
#include <string_view>

#include <fmt/format.h>

#include "core/image_header.h"
#include "imaging/rows.h"

namespace sohoa::imaging {
namespace {

// The numbers of a PNM header: white space and comments between them.
class HeaderText {
 public:
  HeaderText(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  int number() {
    skip_space();
    const std::size_t start = at_;
    int value = 0;
    while (at_ < text_.size() && at_ - start < 7 && text_[at_] >= '0' && text_[at_] <= '9')
      value = value * 10 + (text_[at_++] - '0');
    if (at_ == start || at_ - start == 7) damaged();
    return value;
  }
  // The single white space before the pixels.
  std::size_t end() {
    if (at_ >= text_.size() || !is_space(text_[at_])) damaged();
    return at_ + 1;
  }
  [[noreturn]] void damaged() const {
    throw Error(Cause::image_damaged, name_ + ": pnm header: a number was expected");
  }

 private:
  static bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }
  void skip_space() {
    while (at_ < text_.size() && (is_space(text_[at_]) || text_[at_] == '#')) {
      if (text_[at_] == '#')
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
      else
        ++at_;
    }
  }
  std::string_view text_;
  const std::string& name_;
  std::size_t at_ = 2;  // after the magic
};

class PnmRows final : public Rows {
 public:
  PnmRows(MappedFile file, const std::string& name)
      : file_(std::move(file)), layout_(pnm_layout(file_.bytes(), name)) {
    width_ = layout_.width;
    height_ = layout_.height;
    components_ = layout_.kind == '6' ? 3 : 1;
  }
  void next(std::byte* row) override {
    const std::byte* source =
        file_.bytes().data() + layout_.offset + layout_.row_size * static_cast<std::size_t>(row_++);
    if (layout_.kind != '4') {
      std::memcpy(row, source, layout_.row_size);
      return;
    }
    for (int x = 0; x < width_; ++x) {
      const bool ink = (source[x / 8] >> (7 - x % 8) & std::byte{1}) != std::byte{0};
      row[x] = ink ? std::byte{0} : std::byte{255};
    }
  }

 private:
  MappedFile file_;
  PnmLayout layout_;
  int row_ = 0;
};

}  // namespace

PnmLayout pnm_layout(std::span<const std::byte> bytes, const std::string& name) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  HeaderText header(text, name);
  if (text.size() < 2 || text[0] != 'P' || text[1] < '4' || text[1] > '6') header.damaged();
  PnmLayout layout;
  layout.kind = text[1];
  layout.width = header.number();
  layout.height = header.number();
  const int maximum = layout.kind == '4' ? 255 : header.number();
  layout.offset = header.end();
  if (maximum != 255)
    throw Error(Cause::file_unsupported,
                fmt::format("{}: pnm with a maximum of {}; 255 was expected", name, maximum));
  const ImageLimits limits;
  if (layout.width < 1 || layout.height < 1 || layout.width > limits.side ||
      layout.height > limits.side)
    throw Error(Cause::page_too_large, fmt::format("{}: {}x{} pixels; 1 to {} a side", name,
                                                   layout.width, layout.height, limits.side));
  layout.row_size = row_bytes(layout.width, layout.kind == '4'   ? PixelFormat::bilevel
                                            : layout.kind == '5' ? PixelFormat::gray8
                                                                 : PixelFormat::rgb24);
  if ((bytes.size() - layout.offset) / layout.row_size < static_cast<std::size_t>(layout.height))
    throw Error(Cause::image_damaged,
                fmt::format("{}: pnm of {} bytes; {} rows of {} bytes were expected", name,
                            bytes.size(), layout.height, layout.row_size));
  return layout;
}

std::unique_ptr<Rows> open_pnm(MappedFile file, const std::string& name) {
  return std::make_unique<PnmRows>(std::move(file), name);
}

}  // namespace sohoa::imaging
