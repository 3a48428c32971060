#include "pdf/write/writer.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

#include "core/file.h"
#include "pdf/times.h"
#include "pdf/write/attachment.h"
#include "pdf/write/font.h"
#include "pdf/write/image_object.h"
#include "pdf/write/metadata.h"
#include "pdf/write/outline.h"
#include "pdf/write/text_layer.h"

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

// ISO 19005-2, 6.1.13: the least and greatest side of a page, in its own units.
constexpr double smallest_side = 3;
constexpr double greatest_side = 14400;

std::string deflated(const std::string& text) {
  uLongf size = compressBound(text.size());
  std::string out(size, '\0');
  if (compress(reinterpret_cast<Bytef*>(out.data()), &size,
               reinterpret_cast<const Bytef*>(text.data()), text.size()) != Z_OK)
    throw std::bad_alloc();
  out.resize(size);
  return out;
}

// The end of QPDFWriter's pipeline: a file. It never throws, since qpdf finishes its pipelines in
// destructors; what went wrong first is kept, and nothing is written after it.
class FileEnd : public Pipeline {
 public:
  FileEnd(const std::filesystem::path& file, Failure failure)
      : Pipeline("file", nullptr), file_(file), failure_(std::move(failure)) {
    fd_ = Fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    if (!fd_ && errno == EEXIST)
      throw Error(Cause::bug, file.string() + ": it is there already, and no PDF is rewritten");
    if (!fd_)
      throw Error(errno == ENOSPC ? Cause::disk_full : Cause::storage_unusable,
                  file.string() + ": cannot be created");
  }

  void write(const unsigned char* data, std::size_t size) override {
    if (*failure_) return;
    buffer_.append(reinterpret_cast<const char*>(data), size);
    if (buffer_.size() >= full) flush();
  }
  void finish() override { flush(); }

 private:
  static constexpr std::size_t full = 1U << 18U;
  void flush() {
    if (*failure_) return;
    try {
      write_all(fd_.get(), std::as_bytes(std::span(buffer_)), file_);
    } catch (...) {
      *failure_ = std::current_exception();
    }
    buffer_.clear();
  }

  std::filesystem::path file_;
  Failure failure_;
  Fd fd_;
  std::string buffer_;
};

// The paper in points, and the unit that keeps it within the limits of PDF/A.
struct Paper {
  PageScale scale;
  double unit = 1;  // points per unit of user space
};

Paper paper_of(const Page& page) {
  const SpooledImage& image = page.image;
  if (image.width < 1 || image.height < 1 || !(image.dpi_x > 0) || !(image.dpi_y > 0))
    throw Error(Cause::bug, image.origin + ": a page without size or resolution");
  Paper paper;
  const double width = image.width / image.dpi_x * 72;
  const double height = image.height / image.dpi_y * 72;
  paper.unit = std::max(1.0, std::ceil(std::max(width, height) / greatest_side));
  paper.scale.width = std::max(width / paper.unit, smallest_side);
  paper.scale.height = std::max(height / paper.unit, smallest_side);
  paper.scale.points_x = paper.scale.width / image.width;
  paper.scale.points_y = paper.scale.height / image.height;
  return paper;
}

}  // namespace

struct Writer::Draft {
  QPDF pdf;
  DocumentInfo info;
  Object font;         // a place held until all text is known
  Object annotations;  // of page 1
  TextFont text_font;
  Failure failure = std::make_shared<std::exception_ptr>();
  std::size_t pages = 0;

  void add_catalog(const std::string& profile);
  void add_info();
  Object content(const Page& page, const PageScale& scale, const std::string& image);
  void add_metadata(const Completion& completion);
  void write_to(FileEnd& end);
};

void Writer::Draft::add_catalog(const std::string& profile) {
  Object icc = pdf.newStream(deflated(profile));
  icc.getDict().replaceKey("/N", Object::newInteger(3));
  icc.getDict().replaceKey("/Filter", Object::newName("/FlateDecode"));
  Object intent = Object::parse(
      "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB) >>");
  intent.replaceKey("/DestOutputProfile", icc);
  Object root = pdf.getRoot();
  root.replaceKey("/OutputIntents", Object::newArray(std::vector<Object>{intent}));
  root.replaceKey("/Lang", Object::newString("vi-VN"));
  root.replaceKey("/ViewerPreferences", Object::parse("<< /DisplayDocTitle true >>"));
  root.replaceKey("/AcroForm", pdf.makeIndirectObject(Object::parse("<< /Fields [] >>")));
}

void Writer::Draft::add_info() {
  const Object date = Object::newString(pdf_date(info.created));
  Object dictionary = pdf.makeIndirectObject(Object::newDictionary());
  dictionary.replaceKey("/Title", Object::newUnicodeString(info.title));
  dictionary.replaceKey("/Producer", Object::newUnicodeString(info.producer));
  dictionary.replaceKey("/Creator", Object::newUnicodeString(info.producer));
  dictionary.replaceKey("/CreationDate", date);
  dictionary.replaceKey("/ModDate", date);
  pdf.getTrailer().replaceKey("/Info", dictionary);
}

Object Writer::Draft::content(const Page& page, const PageScale& scale, const std::string& image) {
  Object stream = pdf.newStream(deflated(image + text_layer(page, scale, text_font)));
  stream.getDict().replaceKey("/Filter", Object::newName("/FlateDecode"));
  return stream;
}

void Writer::Draft::add_metadata(const Completion& completion) {
  Object xmp = pdf.newStream(xmp_packet(info, completion));
  xmp.getDict().replaceKey("/Type", Object::newName("/Metadata"));
  xmp.getDict().replaceKey("/Subtype", Object::newName("/XML"));
  pdf.getRoot().replaceKey("/Metadata", xmp);
}

void Writer::Draft::write_to(FileEnd& end) {
  QPDFWriter writer(pdf);
  writer.setOutputPipeline(&end);
  writer.setMinimumPDFVersion("1.7");
  writer.setNewlineBeforeEndstream(true);
  writer.setDeterministicID(true);
  // Streams are as they shall be; a classic table is what the signature's update continues.
  writer.setStreamDataMode(qpdf_s_preserve);
  writer.setObjectStreamMode(qpdf_o_disable);
  writer.write();
}

Writer::Writer(const DocumentInfo& info, const std::filesystem::path& icc_profile)
    : draft_(std::make_unique<Draft>()) {
  constexpr std::uint64_t largest_profile = 4U << 20U;
  std::string profile;
  try {
    profile = read_file(icc_profile, largest_profile);
  } catch (const Error& e) {
    throw Error(Cause::data_missing, std::string("colour profile: ") + e.what());
  }
  draft_->info = info;
  draft_->pdf.emptyPDF();
  draft_->add_catalog(profile);
  draft_->add_info();
  draft_->font = draft_->pdf.makeIndirectObject(Object::newDictionary());
  draft_->annotations = draft_->pdf.makeIndirectObject(Object::newArray());
}
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;
Writer::~Writer() = default;

void Writer::add(const Page& page) {
  const Paper paper = paper_of(page);
  QPDF& pdf = draft_->pdf;
  Object resources = Object::newDictionary();
  Object images = Object::newDictionary();
  const std::string image =
      show_image(pdf, images, page.encoded, {0, 0, page.image.width, page.image.height},
                 paper.scale.points_x, paper.scale.points_y, draft_->failure);
  resources.replaceKey("/XObject", images);
  Object fonts = Object::newDictionary();
  fonts.replaceKey("/F0", draft_->font);
  resources.replaceKey("/Font", fonts);

  Object object = Object::parse(fmt::format("<< /Type /Page /MediaBox [0 0 {:.4f} {:.4f}] >>",
                                            paper.scale.width, paper.scale.height));
  if (page.placement.turn != 0)
    object.replaceKey("/Rotate", Object::newInteger(page.placement.turn));
  if (paper.unit > 1)
    object.replaceKey("/UserUnit", Object::newInteger(static_cast<long long>(paper.unit)));
  object.replaceKey("/Resources", resources);
  object.replaceKey("/Contents", draft_->content(page, paper.scale, image));
  if (draft_->pages == 0) object.replaceKey("/Annots", draft_->annotations);
  pdf.addPage(pdf.makeIndirectObject(object), false);
  ++draft_->pages;
}

std::size_t Writer::pages() const noexcept { return draft_->pages; }

void Writer::finish(const std::filesystem::path& file, const Completion& completion) {
  if (draft_->pages == 0) throw Error(Cause::bug, file.string() + ": a document without a page");
  QPDF& pdf = draft_->pdf;
  pdf.replaceObject(draft_->font.getObjGen(), draft_->text_font.finish(pdf));
  draft_->add_metadata(completion);
  add_outline(pdf, draft_->info.title, completion.bookmarks);
  FileEnd end(file, draft_->failure);
  try {
    draft_->write_to(end);
    if (*draft_->failure) std::rethrow_exception(*draft_->failure);
    attach(file, completion.attachments);
  } catch (const std::exception& e) {
    ::unlink(file.c_str());
    if (*draft_->failure) std::rethrow_exception(*draft_->failure);
    if (dynamic_cast<const Error*>(&e) != nullptr) throw;
    throw Error(Cause::bug, file.string() + ": " + e.what());
  }
}

}  // namespace sohoa::pdf
