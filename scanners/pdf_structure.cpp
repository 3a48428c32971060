#include "scanners/pdf_structure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFMatrix.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "core/error.h"
#include "scanners/whole_file.h"

namespace sohoa::scanners {
namespace {

using Object = QPDFObjectHandle;
using Rectangle = Object::Rectangle;

constexpr std::size_t most_pages = 10'000;
constexpr std::size_t most_operators = 500'000;  // a page of OCR text has some ten thousand
constexpr int deepest_form = 4;

double width(const Rectangle& r) { return r.urx - r.llx; }
double height(const Rectangle& r) { return r.ury - r.lly; }

// `slack` of the page's size at each edge is the rounding of those who write PDFs.
bool covers(const Rectangle& r, const Rectangle& page) {
  const double x = width(page) * 0.01 + 0.5, y = height(page) * 0.01 + 0.5;
  return r.llx <= page.llx + x && r.lly <= page.lly + y && r.urx >= page.urx - x &&
         r.ury >= page.ury - y;
}
bool same(const Rectangle& r, const Rectangle& page) { return covers(r, page) && covers(page, r); }

Rectangle normalised(const Rectangle& r) {
  return {std::min(r.llx, r.urx), std::min(r.lly, r.ury), std::max(r.llx, r.urx),
          std::max(r.lly, r.ury)};
}

Rectangle page_box(QPDFPageObjectHelper& page) {
  Object media = page.getAttribute("/MediaBox", false);
  Object crop = page.getAttribute("/CropBox", false);
  Rectangle box =
      media.isRectangle() ? normalised(media.getArrayAsRectangle()) : Rectangle(0, 0, 612, 792);
  if (crop.isRectangle()) {
    const Rectangle c = normalised(crop.getArrayAsRectangle());
    box = {std::max(box.llx, c.llx), std::max(box.lly, c.lly), std::min(box.urx, c.urx),
           std::min(box.ury, c.ury)};
  }
  const auto sane = [](double side) { return side >= 1 && side <= 200'000; };  // false for NaN
  if (!sane(width(box)) || !sane(height(box)))
    throw Error(Cause::image_damaged, "PDF page without a usable page box");
  return box;
}

struct PlacedImage {
  Object stream;
  QPDFMatrix matrix;  // unit square to page
};

// Follows a page's content far enough to know what it shows: which images where, and whether
// anything else leaves a mark. Text in rendering mode 3 (an OCR layer) leaves none.
class Survey : public Object::ParserCallbacks {
 public:
  explicit Survey(const Rectangle& page) : page_(page) {}

  void page(QPDFPageObjectHelper& page) {
    resources_ = page.getAttribute("/Resources", false);
    page.parseContents(this);
  }
  const std::vector<PlacedImage>& images() const { return images_; }
  bool other_marks() const { return other_marks_; }

  void handleObject(Object object, size_t, size_t) override {
    if (!object.isOperator()) {
      if (operands_.size() < 64) operands_.push_back(object);
      return;
    }
    if (++operators_ > most_operators) {
      other_marks_ = true;
      terminateParsing();
    }
    run(object.getOperatorValue());
    operands_.clear();
  }
  void handleEOF() override { operands_.clear(); }

 private:
  struct State {
    QPDFMatrix matrix;
    long long text_mode = 0;
    bool drawn_font = false;  // Type 3: its glyphs are drawings, whatever the mode
  };

  void run(const std::string& op) {
    static const std::set<std::string, std::less<>> without_mark{
        "w",  "J",  "j",  "M",  "d",  "ri",  "i",   "g",   "G",  "rg", "RG", "k",
        "K",  "cs", "CS", "sc", "SC", "scn", "SCN", "BT",  "ET", "Tc", "Tw", "Tz",
        "TL", "Ts", "Td", "TD", "Tm", "T*",  "BMC", "EMC", "MP", "DP", "BX", "EX"};
    if (op == "q") {
      if (saved_.size() < 1000) saved_.push_back(now_);
    } else if (op == "Q") {
      if (!saved_.empty()) {
        now_ = saved_.back();
        saved_.pop_back();
      }
    } else if (op == "cm") {
      if (const auto matrix = matrix_of(operands_)) now_.matrix.concat(*matrix);
    } else if (op == "Tr") {
      now_.text_mode =
          operands_.size() == 1 && operands_[0].isInteger() ? operands_[0].getIntValue() : 0;
    } else if (op == "Tf") {
      Object font = resource("/Font");
      now_.drawn_font = !font.isDictionary() || font.getKey("/Subtype").isNameAndEquals("/Type3");
    } else if (op == "Tj" || op == "TJ" || op == "'" || op == "\"") {
      if (now_.text_mode != 3 || now_.drawn_font) other_marks_ = true;
    } else if (op == "Do") {
      draw(resource("/XObject"));
    } else if (op == "gs") {
      if (!is_plain(resource("/ExtGState"))) other_marks_ = true;
    } else if (op == "BDC") {
      if (operands_.empty() || operands_[0].isNameAndEquals("/OC")) other_marks_ = true;
    } else if (!path(op) && !without_mark.contains(op)) {
      other_marks_ = true;
    }
  }

  // Paths that only clip, to a rectangle around the whole page, leave no mark.
  bool path(std::string_view op) {
    if (op == "re") {
      wide_ = path_parts_++ == 0 && operands_.size() == 4 && rectangle_covers();
    } else if (op == "m" || op == "l" || op == "c" || op == "v" || op == "y" || op == "h") {
      ++path_parts_;
      wide_ = false;
    } else if (op == "W" || op == "W*") {
      clips_ = true;
    } else if (op == "n") {
      if (clips_ && !wide_) other_marks_ = true;
      path_parts_ = 0;
      clips_ = false;
    } else {
      return false;
    }
    return true;
  }
  bool rectangle_covers() {
    for (Object& o : operands_)
      if (!o.isNumber()) return false;
    const double x = operands_[0].getNumericValue(), y = operands_[1].getNumericValue();
    const Rectangle r(x, y, x + operands_[2].getNumericValue(), y + operands_[3].getNumericValue());
    return covers(now_.matrix.transformRectangle(normalised(r)), page_);
  }

  static std::optional<QPDFMatrix> matrix_of(std::vector<Object>& numbers) {
    if (numbers.size() != 6) return std::nullopt;
    std::array<double, 6> v{};
    for (std::size_t i = 0; i < 6; ++i) {
      if (!numbers[i].isNumber()) return std::nullopt;
      v[i] = numbers[i].getNumericValue();
    }
    return QPDFMatrix(v[0], v[1], v[2], v[3], v[4], v[5]);
  }

  Object resource(const char* kind) {
    if (operands_.empty() || !operands_[0].isName() || !resources_.isDictionary())
      return Object::newNull();
    Object named = resources_.getKey(kind);
    return named.isDictionary() ? named.getKey(operands_[0].getName()) : Object::newNull();
  }

  // A graphics state that changes nothing about how an image looks.
  static bool is_plain(Object state) {
    if (!state.isDictionary()) return false;
    const auto absent = [&](const char* key, const char* harmless) {
      Object value = state.getKey(key);
      return value.isNull() || value.isNameAndEquals(harmless);
    };
    const auto opaque = [&](const char* key) {
      Object value = state.getKey(key);
      return value.isNull() || (value.isNumber() && value.getNumericValue() >= 1);
    };
    return absent("/SMask", "/None") && absent("/BM", "/Normal") && absent("/TR", "/Identity") &&
           absent("/TR2", "/Default") && opaque("/ca") && opaque("/CA");
  }

  void draw(Object object) {
    if (!object.isStream()) return;  // nothing is drawn
    Object dict = object.getDict();
    if (dict.hasKey("/OC")) other_marks_ = true;
    if (dict.getKey("/Subtype").isNameAndEquals("/Image")) {
      if (images_.size() < 10'000) images_.push_back({object, now_.matrix});
    } else if (dict.getKey("/Subtype").isNameAndEquals("/Form")) {
      draw_form(object, dict);
    }
  }

  void draw_form(Object form, Object dict) {
    if (depth_ >= deepest_form) {
      other_marks_ = true;
      return;
    }
    const State outside = now_;
    Object outside_resources = resources_;
    std::vector<State> outside_saved;
    outside_saved.swap(saved_);
    std::vector<Object> outside_operands;
    outside_operands.swap(operands_);
    const std::size_t images_before = images_.size();

    Object matrix = dict.getKey("/Matrix");
    if (matrix.isMatrix()) {
      std::vector<Object> numbers = matrix.getArrayAsVector();
      if (const auto m = matrix_of(numbers)) now_.matrix.concat(*m);
    }
    Object box = dict.getKey("/BBox");
    const bool whole_page =
        box.isRectangle() &&
        covers(now_.matrix.transformRectangle(normalised(box.getArrayAsRectangle())), page_);
    if (dict.getKey("/Resources").isDictionary()) resources_ = dict.getKey("/Resources");
    ++depth_;
    Object::parseContentStream(form, this);
    --depth_;
    if (images_.size() > images_before && !whole_page) other_marks_ = true;

    now_ = outside;
    resources_ = outside_resources;
    saved_.swap(outside_saved);
    operands_.swap(outside_operands);
  }

  Rectangle page_;
  Object resources_;
  State now_;
  std::vector<State> saved_;
  std::vector<Object> operands_;
  std::vector<PlacedImage> images_;
  std::size_t operators_ = 0;
  int depth_ = 0, path_parts_ = 0;
  bool clips_ = false, wide_ = false, other_marks_ = false;
};

// Stamps, signature pictures and notes are drawn over the page; links and pop-ups are not.
bool has_visible_annotations(QPDFPageObjectHelper& page) {
  Object list = page.getAttribute("/Annots", false);
  if (!list.isArray()) return false;
  for (Object annotation : list.getArrayAsVector()) {
    if (!annotation.isDictionary()) continue;
    Object kind = annotation.getKey("/Subtype");
    if (kind.isNameAndEquals("/Link") || kind.isNameAndEquals("/Popup")) continue;
    Object flags = annotation.getKey("/F"), box = annotation.getKey("/Rect");
    constexpr long long hidden = 0b10, no_view = 0b100000;
    if (flags.isInteger() && (flags.getIntValue() & (hidden | no_view)) != 0) continue;
    if (box.isRectangle()) {
      const Rectangle r = normalised(box.getArrayAsRectangle());
      if (width(r) * height(r) < 1e-6) continue;
    }
    return true;
  }
  return false;
}

int components_of(Object space) {
  if (space.isArray() && space.getArrayNItems() == 2 &&
      space.getArrayItem(0).isNameAndEquals("/ICCBased")) {
    Object profile = space.getArrayItem(1);
    if (!profile.isStream()) return 0;
    Object n = profile.getDict().getKey("/N");
    return n.isInteger() ? int(std::clamp(n.getIntValue(), 0LL, 9LL)) : 0;
  }
  if (space.isArray() && space.getArrayNItems() > 0) space = space.getArrayItem(0);
  if (space.isNameAndEquals("/DeviceGray") || space.isNameAndEquals("/CalGray")) return 1;
  if (space.isNameAndEquals("/DeviceRGB") || space.isNameAndEquals("/CalRGB")) return 3;
  return 0;
}

// The image's own dictionary asks for nothing a JPEG viewer would not do.
bool is_plain_jpeg(Object dict) {
  Object filter = dict.getKey("/Filter");
  if (filter.isArray() && filter.getArrayNItems() == 1) filter = filter.getArrayItem(0);
  if (!filter.isNameAndEquals("/DCTDecode")) return false;
  for (const char* key : {"/Decode", "/SMask", "/Mask", "/DecodeParms", "/SMaskInData", "/F"})
    if (!dict.getKey(key).isNull()) return false;
  Object stencil = dict.getKey("/ImageMask");
  return !(stencil.isBool() && stencil.getBoolValue());
}

std::optional<PageJpeg> full_page_jpeg(const PlacedImage& image, const Rectangle& page,
                                       double user_unit) {
  const QPDFMatrix& m = image.matrix;
  const double size = std::abs(m.a) + std::abs(m.b) + std::abs(m.c) + std::abs(m.d);
  const bool upright = std::abs(m.b) + std::abs(m.c) < size * 1e-4;
  const bool quarter = std::abs(m.a) + std::abs(m.d) < size * 1e-4;
  const bool mirrored = m.a * m.d - m.b * m.c <= 0;
  if (!(upright || quarter) || mirrored) return std::nullopt;
  const Rectangle placed = m.transformRectangle(Rectangle(0, 0, 1, 1));
  Object stream = image.stream;
  Object dict = stream.getDict();
  if (!same(placed, page) || !is_plain_jpeg(dict)) return std::nullopt;

  const auto raw = stream.getRawStreamData();
  const auto bytes = std::as_bytes(std::span(raw->getBuffer(), raw->getSize()));
  ImageHeader header;
  try {
    header = read_header(bytes);
  } catch (const Error& error) {
    if (error.cause == Cause::file_unsupported) return std::nullopt;
    throw;
  }
  if (header.encoding != Encoding::jpeg || header.components == 4 ||
      header.components != components_of(dict.getKey("/ColorSpace")))
    return std::nullopt;
  if (!is_whole(bytes, header))
    throw Error(Cause::image_damaged, "the page's JPEG ends before its last row");
  PageJpeg jpeg{{bytes.begin(), bytes.end()}, 0, 0};
  const double across = upright ? width(placed) : height(placed);
  const double down = upright ? height(placed) : width(placed);
  jpeg.dpi_x = header.width / (across * user_unit / 72);
  jpeg.dpi_y = header.height / (down * user_unit / 72);
  return jpeg;
}

double native_dpi(const std::vector<PlacedImage>& images, const Rectangle& page, double user_unit) {
  double best = 0;
  for (const PlacedImage& image : images) {
    const double across = std::hypot(image.matrix.a, image.matrix.b);
    const double down = std::hypot(image.matrix.c, image.matrix.d);
    if (!(across * down >= width(page) * height(page) / 4)) continue;
    Object stream = image.stream;
    Object w = stream.getDict().getKey("/Width"), h = stream.getDict().getKey("/Height");
    if (!w.isInteger() || !h.isInteger()) continue;
    const double dpi =
        std::max(double(w.getIntValue()) / across, double(h.getIntValue()) / down) * 72 / user_unit;
    if (dpi < 100'000) best = std::max(best, dpi);
  }
  return best;
}

bool is_signed_field(Object field, std::set<QPDFObjGen>& seen, int depth) {
  if (!field.isDictionary() || depth > 32 || seen.size() > 10'000) return false;
  if (field.isIndirect() && !seen.insert(field.getObjGen()).second) return false;
  Object value = field.getKey("/V");
  if (value.isDictionary() && value.getKey("/ByteRange").isArray()) return true;
  Object kids = field.getKey("/Kids");
  if (!kids.isArray()) return false;
  for (const Object& kid : kids.getArrayAsVector())
    if (is_signed_field(kid, seen, depth + 1)) return true;
  return false;
}

}  // namespace

class PdfStructure::File {
 public:
  explicit File(std::span<const std::byte> bytes) {
    pdf_.setSuppressWarnings(true);

    guarded([&] {
      pdf_.processMemoryFile("pdf", reinterpret_cast<const char*>(bytes.data()),  // NOLINT
                             bytes.size());
      if (pdf_.isEncrypted())
        throw Error(Cause::pdf_encrypted, "the PDF is encrypted; an open copy is needed");
      Object count = pdf_.getRoot().getKey("/Pages").getKey("/Count");
      if (count.isInteger() && count.getIntValue() > static_cast<long long>(most_pages)) too_many();
      pages_ = QPDFPageDocumentHelper(pdf_).getAllPages();
      if (pages_.size() > most_pages) too_many();
      if (pages_.empty()) throw Error(Cause::image_damaged, "PDF without a page");
    });
  }
  std::uint32_t pages() const { return std::uint32_t(pages_.size()); }

  bool is_signed() {
    return guarded([&] {
      Object form = pdf_.getRoot().getKey("/AcroForm");
      Object fields = form.isDictionary() ? form.getKey("/Fields") : Object::newNull();
      if (!fields.isArray()) return false;
      std::set<QPDFObjGen> seen;
      for (const Object& field : fields.getArrayAsVector())
        if (is_signed_field(field, seen, 0)) return true;
      return false;
    });
  }

  PdfPage page(std::uint32_t index) {
    return guarded([&] {
      QPDFPageObjectHelper& source = pages_.at(index);
      const Rectangle box = page_box(source);
      Survey survey(box);
      survey.page(source);
      PdfPage page;
      Object unit = source.getObjectHandle().getKey("/UserUnit");
      if (unit.isNumber() && unit.getNumericValue() >= 0.01 && unit.getNumericValue() <= 1000)
        page.user_unit = unit.getNumericValue();
      page.width = width(box) * page.user_unit / 72;
      page.height = height(box) * page.user_unit / 72;
      page.native_dpi = native_dpi(survey.images(), box, page.user_unit);
      if (survey.images().size() == 1 && !survey.other_marks() && !has_visible_annotations(source))
        page.jpeg = full_page_jpeg(survey.images().front(), box, page.user_unit);
      return page;
    });
  }

 private:
  [[noreturn]] static void too_many() {
    throw Error(Cause::too_many_pages, fmt::format("PDF of more than {} pages", most_pages));
  }

  // libqpdf's exceptions as ours.
  template <typename Do>
  static auto guarded(Do&& what) -> decltype(what()) {
    try {
      return what();
    } catch (const Error&) {
      throw;
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const QPDFExc& e) {
      const std::string text = e.getMessageDetail();
      if (e.getErrorCode() == qpdf_e_password || text.find("encrypt") != std::string::npos)
        throw Error(Cause::pdf_encrypted, "the PDF is encrypted: " + text);
      throw Error(Cause::image_damaged, "the PDF is damaged: " + text);
    } catch (const std::exception& e) {
      throw Error(Cause::image_damaged, std::string("the PDF is damaged: ") + e.what());
    }
  }

  QPDF pdf_;
  std::vector<QPDFPageObjectHelper> pages_;
};

PdfStructure::PdfStructure(std::span<const std::byte> bytes)
    : file_(std::make_unique<File>(bytes)) {}
PdfStructure::~PdfStructure() = default;
std::uint32_t PdfStructure::pages() const { return file_->pages(); }
bool PdfStructure::is_signed() const { return file_->is_signed(); }
PdfPage PdfStructure::page(std::uint32_t index) const { return file_->page(index); }

}  // namespace sohoa::scanners
