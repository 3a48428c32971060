#include <array>
#include <csetjmp>
#include <cstdio>
#include <vector>

#include <fmt/format.h>
#include <jerror.h>
#include <jpeglib.h>

#include "imaging/rows.h"

namespace sohoa::imaging {
namespace {

// A progressive file may repeat scans without end, each costing a pass over the page; real ones
// have about ten.
constexpr int scan_limit = 100;

struct JpegErrors {
  jpeg_error_mgr base{};
  std::jmp_buf jump{};
  std::array<char, JMSG_LENGTH_MAX> message{};
  bool damaged = false;
};

JpegErrors& errors_of(j_common_ptr jpeg) { return *reinterpret_cast<JpegErrors*>(jpeg->err); }

[[noreturn]] void leave(j_common_ptr jpeg) {
  JpegErrors& errors = errors_of(jpeg);
  jpeg->err->format_message(jpeg, errors.message.data());
  std::longjmp(errors.jump, 1);
}

// libjpeg goes on after damage, filling the rest with grey; only the warning tells. A few warnings
// speak of headers or padding and leave the pixels whole.
void note_warning(j_common_ptr jpeg, int level) {
  if (level >= 0) return;
  switch (jpeg->err->msg_code) {
    case JWRN_EXTRANEOUS_DATA:
    case JWRN_ADOBE_XFORM:
    case JWRN_JFIF_MAJOR:
    case JWRN_BOGUS_PROGRESSION:
      return;
    default:
      break;
  }
  JpegErrors& errors = errors_of(jpeg);
  if (!errors.damaged) jpeg->err->format_message(jpeg, errors.message.data());
  errors.damaged = true;
}

void say_nothing(j_common_ptr) {}

void limit_scans(j_common_ptr jpeg) {
  if (!jpeg->is_decompressor) return;
  // ERREXIT's cast: the common part is the head of every decompressor.
  if (reinterpret_cast<j_decompress_ptr>(jpeg)->input_scan_number > scan_limit) {
    jpeg->err->msg_code = JERR_BAD_PROGRESSION;
    leave(jpeg);
  }
}

class Decompressor {
 public:
  Decompressor(std::span<const std::byte> bytes, const std::string& name) : name_(name) {
    jpeg_.err = jpeg_std_error(&errors_.base);
    errors_.base.error_exit = leave;
    errors_.base.emit_message = note_warning;
    errors_.base.output_message = say_nothing;
    progress_.progress_monitor = limit_scans;
    guarded([&] { jpeg_create_decompress(&jpeg_); });
    try {
      guarded([&] {
        jpeg_.progress = &progress_;
        jpeg_mem_src(&jpeg_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
        jpeg_read_header(&jpeg_, TRUE);
      });
    } catch (...) {
      jpeg_destroy_decompress(&jpeg_);
      throw;
    }
  }
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;
  ~Decompressor() { jpeg_destroy_decompress(&jpeg_); }

  // Runs a call into libjpeg, whose way out is longjmp: the call must own nothing.
  template <class Call>
  void guarded(Call&& call) {
    if (setjmp(errors_.jump) != 0) damaged();
    call();
  }
  void check() const {
    if (errors_.damaged) damaged();
  }
  [[noreturn]] void damaged() const {
    throw Error(Cause::image_damaged, fmt::format("{}: jpeg data: {}; a complete file was expected",
                                                  name_, errors_.message.data()));
  }
  jpeg_decompress_struct& get() noexcept { return jpeg_; }

 private:
  std::string name_;
  JpegErrors errors_;
  jpeg_progress_mgr progress_{};
  jpeg_decompress_struct jpeg_{};
};

class JpegRows final : public Rows {
 public:
  JpegRows(MappedFile file, const RowsWanted& wanted, const std::string& name)
      : file_(std::move(file)), decompressor_(file_.bytes(), name) {
    auto& jpeg = decompressor_.get();
    inks_ = jpeg.jpeg_color_space == JCS_CMYK || jpeg.jpeg_color_space == JCS_YCCK;
    decompressor_.guarded([&] {
      const bool grey = jpeg.jpeg_color_space == JCS_GRAYSCALE || (wanted.grey && !inks_);
      jpeg.out_color_space = inks_ ? JCS_CMYK : grey ? JCS_GRAYSCALE : JCS_RGB;
      jpeg.scale_num = 1;
      jpeg.scale_denom = static_cast<unsigned>(wanted.reduction);
      jpeg_start_decompress(&jpeg);
    });
    width_ = static_cast<int>(jpeg.output_width);
    height_ = static_cast<int>(jpeg.output_height);
    components_ = inks_ ? 3 : jpeg.output_components;
    if (inks_) ink_row_.resize(std::size_t{jpeg.output_width} * 4);
    inverted_ = jpeg.saw_Adobe_marker != FALSE;
  }

  void next(std::byte* row) override {
    auto& jpeg = decompressor_.get();
    auto* target = inks_ ? ink_row_.data() : reinterpret_cast<JSAMPLE*>(row);
    decompressor_.guarded([&] { jpeg_read_scanlines(&jpeg, &target, 1); });
    if (inks_) to_rgb(row);
    if (jpeg.output_scanline == jpeg.output_height)
      decompressor_.guarded([&] { jpeg_finish_decompress(&jpeg); });
    decompressor_.check();
  }

 private:
  // The plain conversion; a colour profile in the file is not applied. Adobe writes inks inverted.
  void to_rgb(std::byte* row) const {
    const JSAMPLE* ink = ink_row_.data();
    for (int x = 0; x < width_; ++x, ink += 4, row += 3) {
      const int paper = inverted_ ? ink[3] : 255 - ink[3];
      for (int c = 0; c < 3; ++c) {
        const int light = inverted_ ? ink[c] : 255 - ink[c];
        row[c] = static_cast<std::byte>((light * paper + 127) / 255);
      }
    }
  }

  MappedFile file_;
  Decompressor decompressor_;
  std::vector<JSAMPLE> ink_row_;
  bool inks_ = false, inverted_ = false;
};

}  // namespace

std::unique_ptr<Rows> open_jpeg(MappedFile file, const RowsWanted& wanted,
                                const std::string& name) {
  return std::make_unique<JpegRows>(std::move(file), wanted, name);
}

bool jpeg_is_plain(std::span<const std::byte> bytes, const std::string& name) {
  Decompressor decompressor(bytes, name);
  const auto& jpeg = decompressor.get();
  return jpeg.arith_code == FALSE &&
         ((jpeg.num_components == 1 && jpeg.jpeg_color_space == JCS_GRAYSCALE) ||
          (jpeg.num_components == 3 && jpeg.jpeg_color_space == JCS_YCbCr));
}

}  // namespace sohoa::imaging
