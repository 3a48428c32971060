#include <array>
#include <csetjmp>
#include <cstring>
#include <vector>

#include <fmt/format.h>
#include <png.h>

#include "core/image_header.h"
#include "imaging/rows.h"

namespace sohoa::imaging {
namespace {

class PngRows final : public Rows {
 public:
  PngRows(MappedFile file, const std::string& name)
      : file_(std::move(file)), rest_(file_.bytes()), name_(name) {
    png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, leave, say_nothing);
    if (png_ != nullptr) info_ = png_create_info_struct(png_);
    if (info_ == nullptr) throw std::bad_alloc();
    try {
      start();
    } catch (...) {
      png_destroy_read_struct(&png_, &info_, nullptr);
      throw;
    }
  }
  PngRows(const PngRows&) = delete;
  PngRows& operator=(const PngRows&) = delete;
  ~PngRows() override { png_destroy_read_struct(&png_, &info_, nullptr); }

  void next(std::byte* row) override {
    const std::size_t channels = png_get_channels(png_, info_);
    const bool alpha = static_cast<int>(channels) != components_;
    const auto stride = static_cast<std::size_t>(width_) * channels;
    const std::byte* source = row;
    if (!whole_.empty()) {
      source = whole_.data() + static_cast<std::size_t>(row_) * stride;
    } else {
      std::byte* target = alpha ? alpha_row_.data() : row;
      guarded([&] { png_read_row(png_, reinterpret_cast<png_bytep>(target), nullptr); });
      source = target;
    }
    if (alpha)
      on_paper(source, row);
    else if (source != row)
      std::memcpy(row, source, stride);
    if (++row_ == height_) guarded([&] { png_read_end(png_, nullptr); });
  }

 private:
  static void leave(png_structp png, png_const_charp message) {
    auto* self = static_cast<PngRows*>(png_get_error_ptr(png));
    std::strncpy(self->message_.data(), message, self->message_.size() - 1);
    std::longjmp(self->jump_, 1);
  }
  static void say_nothing(png_structp, png_const_charp) {}
  static void take(png_structp png, png_bytep target, std::size_t count) {
    auto* self = static_cast<PngRows*>(png_get_io_ptr(png));
    if (count > self->rest_.size()) png_error(png, "the file ends early");
    std::memcpy(target, self->rest_.data(), count);
    self->rest_ = self->rest_.subspan(count);
  }
  // Runs calls into libpng, whose way out is longjmp: they must own nothing.
  template <class Call>
  void guarded(Call&& call) {
    if (setjmp(jump_) != 0)
      throw Error(
          Cause::image_damaged,
          fmt::format("{}: png data: {}; a complete file was expected", name_, message_.data()));
    call();
  }

  void start() {
    int passes = 1;
    guarded([&] {
      const ImageLimits limits;
      png_set_user_limits(png_, static_cast<png_uint_32>(limits.side),
                          static_cast<png_uint_32>(limits.side));
      png_set_read_fn(png_, this, take);
      png_read_info(png_, info_);
      png_set_expand(png_);    // palettes, fewer than 8 bits, tRNS
      png_set_scale_16(png_);  // a PDF/A page has 8 bits a component
      passes = png_set_interlace_handling(png_);
      png_read_update_info(png_, info_);
    });
    width_ = static_cast<int>(png_get_image_width(png_, info_));
    height_ = static_cast<int>(png_get_image_height(png_, info_));
    const std::size_t channels = png_get_channels(png_, info_);
    components_ = channels <= 2 ? 1 : 3;
    const std::size_t stride = static_cast<std::size_t>(width_) * channels;
    if (passes > 1)
      read_passes(passes, stride);
    else
      alpha_row_.resize(stride);
  }

  void read_passes(int passes, std::size_t stride) {
    whole_.resize(stride * static_cast<std::size_t>(height_));
    guarded([&] {
      for (int pass = 0; pass < passes; ++pass)
        for (std::size_t y = 0; y < static_cast<std::size_t>(height_); ++y)
          png_read_row(png_, reinterpret_cast<png_bytep>(whole_.data() + y * stride), nullptr);
    });
  }

  // What is see-through shows the paper: white.
  void on_paper(const std::byte* source, std::byte* row) const {
    for (int x = 0; x < width_; ++x, source += components_ + 1) {
      const int opacity = std::to_integer<int>(source[components_]);
      for (int c = 0; c < components_; ++c)
        *row++ = static_cast<std::byte>(
            (std::to_integer<int>(source[c]) * opacity + 255 * (255 - opacity) + 127) / 255);
    }
  }

  MappedFile file_;
  std::span<const std::byte> rest_;
  std::string name_;
  png_structp png_ = nullptr;
  png_infop info_ = nullptr;
  std::jmp_buf jump_{};
  std::array<char, 120> message_{};
  std::vector<std::byte> whole_;      // of an interlaced image
  std::vector<std::byte> alpha_row_;  // of one with alpha
  int row_ = 0;
};

}  // namespace

std::unique_ptr<Rows> open_png(MappedFile file, const std::string& name) {
  return std::make_unique<PngRows>(std::move(file), name);
}

}  // namespace sohoa::imaging
