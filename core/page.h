// The values a page is made of while it travels: image -> text -> fields.
//
// Two coordinate frames, both in pixels of the page's original image, origin top-left:
//   original  as the scanner or file delivered it; every box that leaves the program is in it
//   upright   turned, flat and deskewed, so that text lines run left to right (Placement maps)
// A third, `reading`, is the 200 dpi working copy; it lives inside imaging/ and ocr/ only, and
// core/frames.h maps from it.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/ink_map.h"

namespace sohoa {

// Half-open: covers [x, x+w) by [y, y+h).
struct Box {
  int x = 0, y = 0, w = 0, h = 0;
  int right() const noexcept { return x + w; }
  int bottom() const noexcept { return y + h; }
  bool empty() const noexcept { return w <= 0 || h <= 0; }
  friend bool operator==(const Box&, const Box&) = default;
};
Box united(const Box& a,
           const Box& b) noexcept;  // smallest box around both; an empty one is ignored

enum class PixelFormat : std::uint8_t { bilevel, gray8, rgb24 };

// Immutable pixels with a known resolution. Copying shares the buffer: cheap, and safe between
// threads.
class PageImage {
 public:
  PageImage() = default;
  // `pixels` is tightly packed rows, bilevel MSB first with 1 = ink. Throws std::invalid_argument
  // if its size is not that of width x height.
  PageImage(int width, int height, double dpi, PixelFormat format, std::vector<std::byte> pixels);
  int width() const noexcept { return width_; }
  int height() const noexcept { return height_; }
  double dpi() const noexcept { return dpi_; }
  PixelFormat format() const noexcept { return format_; }
  std::size_t stride() const noexcept;  // bytes a row
  std::span<const std::byte> row(int y) const;
  std::span<const std::byte> pixels() const;
  bool empty() const noexcept { return !pixels_; }

 private:
  int width_ = 0, height_ = 0;
  double dpi_ = 0;
  PixelFormat format_ = PixelFormat::gray8;
  std::shared_ptr<const std::vector<std::byte>> pixels_;
};
std::size_t row_bytes(int width, PixelFormat format) noexcept;

// How a page's bytes are kept: JPEG and PNG as they came, everything else as decoded pixels in PNM
// (P4 bilevel, P5 grey, P6 colour).
enum class Encoding : std::uint8_t { jpeg, png, pnm };
std::string_view encoding_suffix(Encoding encoding) noexcept;  // "jpg", "png", "pnm"

// Which side of its sheet a page is, as its source tells.
enum class Side : std::uint8_t {
  only,   // one side was scanned, or the source does not know
  front,  // of two
  back,
};
std::string_view side_name(Side side) noexcept;  // "only", "front", "back"

// A page's original image in the spool: on disk, synced, never altered.
struct SpooledImage {
  std::filesystem::path file;
  Encoding encoding = Encoding::pnm;
  int width = 0, height = 0;    // pixels
  double dpi_x = 0, dpi_y = 0;  // > 0
  bool dpi_assumed = false;     // the file named none; A4 paper was assumed
  std::uint64_t bytes = 0;
  std::string sha256;  // of the file, lower-case hex
  std::string origin;  // where it came from: "don.tif#3", "vscan:quay1 sheet 2 front"
  Side side = Side::only;
};

struct Point {
  double x = 0, y = 0;
};

// How a photographed sheet lies in the turned original: a 3x3 matrix, row by row, last element 1,
// that takes homogeneous points of the flat sheet, stretched over the whole frame, to the photo.
// Its denominator is positive all over the frame.
using Perspective = std::array<double, 9>;

// How the original must be turned, flattened and rotated to become upright, in that order.
struct Placement {
  static constexpr double confidence_needed = 0.5;  // for an angle to be acted on

  int turn = 0;                // 0, 90, 180 or 270: clockwise degrees to apply to the original
  double turn_confidence = 0;  // 0..1; with less than needed it is a guess and 0 was kept
  double skew_degrees = 0;     // clockwise slope of text lines after turning; to be taken out
  double skew_confidence = 0;  // the same
  std::optional<Perspective> perspective = {};  // only of a photograph whose outline is clear
};

// Point maps between the frames for a width x height original. The upright frame has the turned
// original's size; rotation is about its centre.
Point to_original(const Placement& placement, int width, int height, Point upright) noexcept;
Point to_upright(const Placement& placement, int width, int height, Point original) noexcept;
// The box around the four mapped corners, clipped to the target frame.
Box to_original(const Placement& placement, int width, int height, const Box& upright) noexcept;
Box to_upright(const Placement& placement, int width, int height, const Box& original) noexcept;

struct Word {
  std::string text;      // UTF-8, NFC, no spaces
  Box box;               // original frame
  Box upright;           // upright frame
  float confidence = 0;  // 0..1, calibrated: of words with 0.9, nine in ten are right
  std::vector<std::string> alternatives = {};  // other readings the pixels allow, best first
};

struct Line {
  std::vector<Word> words;    // left to right
  Box box;                    // original frame
  Box upright;                // upright frame
  std::string plain() const;  // words joined by spaces, NFC
};

// A page's text in reading order: columns and cells of tables one after the other.
struct PageText {
  std::vector<Line> lines;
  // Share of the page's text-like ink that belongs to no line above, 0..1. Where it lies is among
  // the page's marks (MarkKind::unread).
  double unread = 0;
  // As the page looks, NFC: words joined by spaces, what stands side by side on a row by a tab,
  // rows by '\n'. A page set in columns of prose keeps them, one after the other.
  std::string plain() const;
};

// What is on a page besides print to be read.
enum class MarkKind : std::uint8_t {
  seal,         // a round or square seal over or beside print
  pen,          // strokes of a pen much larger than letters: a signature
  rule,         // a ruled line, level or upright
  leader,       // a row of dots to be written on
  tick_box,     // a small square to be ticked
  handwriting,  // what looks written by hand: shown to a person, never guessed
  unread,       // ink like text that no line accounts for
};
std::string_view mark_name(MarkKind kind) noexcept;

struct Mark {
  MarkKind kind = MarkKind::seal;
  Box box;               // original frame
  Box upright;           // upright frame
  float confidence = 0;  // 0..1
  bool ticked = false;   // of a tick_box: there is ink in it
};

// A table bounded by rules. Cells are in row order; merged ones span.
struct Cell {
  int row = 0, column = 0;  // 0-based
  int rows = 1, columns = 1;
  Box box;      // original frame, between the rules
  Box upright;  // upright frame
};
struct Table {
  Box box, upright;
  std::vector<Cell> cells;
};

// A QR or bar code found on a page, or the machine-readable zone of an identity card.
struct Code {
  std::string format;  // "QR_CODE", "CODE_128", "MRZ_TD1"
  std::string text;    // UTF-8
  Box box;             // original frame
};

enum class Source : std::uint8_t {
  ocr,
  qr,
  barcode,
  mrz,    // the machine-readable zone of an identity card, its check digits right
  clerk,  // typed by a person
  law,    // the same for all papers of the kind, as its definition says
};
std::string_view source_name(Source source) noexcept;

// One field of a document, as extracted.
struct FieldValue {
  std::string key;       // as in the form definition: "so_ky_hieu"
  std::string raw;       // what was read
  std::string value;     // normalised (dates ISO 8601); empty if raw is not valid
  float confidence = 0;  // 0..1
  Source source = Source::ocr;
  std::uint32_t page = 0;                 // 0-based, within its document
  Box box;                                // original frame of that page
  std::vector<std::string> alternatives;  // other values seen, best first
  std::vector<std::string> review;        // why a person should look; empty: sure
  bool list = false;                      // the value is a list: one item a line
};

// What is done to a page's pixels for its PDF.
enum class ImageProfile : std::uint8_t {
  master,   // nothing: a JPEG verbatim, all else without loss
  access,   // JPEG 2000 at a stated rate
  compact,  // a background of 100 dpi, a stencil of the ink, patches of full resolution
};
std::string_view profile_name(ImageProfile profile) noexcept;  // "master", "access", "compact"

// What the PDF shows of a page: one stream on disk, ready for an image XObject.
struct EncodedImage {
  enum class Filter : std::uint8_t { dct, flate_png, ccitt_g4, jpx };
  std::filesystem::path file;
  std::uint64_t offset = 0,
                bytes = 0;  // the stream within the file (flate_png: zlib data, PNG rows)
  Filter filter = Filter::dct;
  int width = 0, height = 0, components = 3, bits = 8;  // components 1 or 3; bits 1, 2, 4 or 8
  // For palette PNGs: RGB triples; empty otherwise (then components say grey or RGB).
  std::vector<std::byte> palette = {};
  ImageProfile profile = ImageProfile::master;  // by which it was made, layers and all
  std::vector<EncodedImage> layers = {};        // drawn over this one, in order
  Box area = {};                                // of a layer: where it lies in the original
  // Of a bilevel layer: its ink is drawn in this RGB, its paper lets through what is below.
  std::optional<std::array<std::uint8_t, 3>> ink = {};
};

// One side of one sheet, growing richer as it moves down the line.
struct Page {
  std::uint32_t number = 0;            // 0-based, in the order the source delivered
  std::uint32_t document = 0;          // 0-based; pages of a document are consecutive
  std::uint32_t input = 0, index = 0;  // 0-based: the file it came from, and which page of it
  SpooledImage image;
  PageImage reading;  // working copy between straighten and read, then released
  Placement placement;
  InkMap ink;  // of the reading copy, upright, before anything is taken out of it
  InkMap
      surroundings;  // of the original frame: bed, lid, holes and streaks, which are not in `ink`
  PageText text;
  std::vector<Mark> marks;
  std::vector<Table> tables;
  std::vector<Code> codes;
  EncodedImage encoded;
  std::vector<Fault> faults;
  bool text_missing = false;  // reading failed: the page goes on as image only
};

}  // namespace sohoa
