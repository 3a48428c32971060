#include "pdf/write/image_object.h"

#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <fmt/format.h>

#include "core/file.h"
#include "pdf/slice.h"

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

class ImageBytes : public Object::StreamDataProvider {
 public:
  ImageBytes(const EncodedImage& image, Failure failure)
      : file_(image.file),
        from_(image.offset),
        to_(image.offset + image.bytes),
        failure_(std::move(failure)) {}

  void provideStreamData(const QPDFObjGen&, Pipeline* pipeline) override {
    try {
      // The file being written has failed: the rest need not be read.
      if (*failure_) std::rethrow_exception(*failure_);
      send(*pipeline);
    } catch (...) {
      if (!*failure_) *failure_ = std::current_exception();
      throw;
    }
    pipeline->finish();
  }

 private:
  void send(Pipeline& pipeline) const {
    constexpr std::uint64_t chunk = 1U << 18U;
    const Fd file = open_for_reading(file_);
    for (std::uint64_t at = from_; at < to_; at += chunk) {
      const std::uint64_t end = std::min(at + chunk, to_);
      const std::string bytes = bytes_between(file, at, end);
      if (bytes.size() != end - at)
        throw Error(Cause::image_damaged,
                    fmt::format("{}: ends before byte {} of its page image", file_.string(), to_));
      pipeline.write(bytes.data(), bytes.size());
    }
  }

  std::filesystem::path file_;
  std::uint64_t from_, to_;
  Failure failure_;
};

void check(const EncodedImage& image) {
  const auto refuse = [&image](const std::string& why) {
    throw Error(Cause::bug, image.file.string() + ": page image " + why);
  };
  const bool bits = image.bits == 1 || image.bits == 2 || image.bits == 4 || image.bits == 8;
  if (!bits) refuse(fmt::format("of {} bits", image.bits));
  if (image.components != 1 && image.components != 3)
    refuse(fmt::format("of {} components", image.components));
  if (image.width < 1 || image.height < 1 || image.bytes == 0) refuse("is empty");
  if (image.palette.size() % 3 != 0 || image.palette.size() > 768) refuse("with a broken palette");
  if (image.filter == EncodedImage::Filter::ccitt_g4 && (image.bits != 1 || image.components != 1))
    refuse("by CCITT G4 that is not bilevel");
  if (image.filter == EncodedImage::Filter::dct && image.bits != 8) refuse("by JPEG, not 8 bit");
}

Object colour_space(const EncodedImage& image) {
  if (image.palette.empty())
    return Object::newName(image.components == 3 ? "/DeviceRGB" : "/DeviceGray");
  const std::string table(reinterpret_cast<const char*>(image.palette.data()),
                          image.palette.size());
  return Object::newArray(std::vector<Object>{
      Object::newName("/Indexed"), Object::newName("/DeviceRGB"),
      Object::newInteger(static_cast<long long>(table.size() / 3) - 1), Object::newString(table)});
}

Object filter_parameters(const EncodedImage& image) {
  switch (image.filter) {
    case EncodedImage::Filter::dct:
      break;
    case EncodedImage::Filter::flate_png:
      return Object::parse(
          fmt::format("<< /Predictor 15 /Colors {} /BitsPerComponent {} /Columns {} >>",
                      image.palette.empty() ? image.components : 1, image.bits, image.width));
    case EncodedImage::Filter::ccitt_g4:
      // /BlackIs1 stays false: black runs become 0, which /DeviceGray shows black.
      return Object::parse(
          fmt::format("<< /K -1 /Columns {} /Rows {} >>", image.width, image.height));
  }
  return Object::newNull();
}

const char* filter_name(EncodedImage::Filter filter) {
  switch (filter) {
    case EncodedImage::Filter::dct:
      return "/DCTDecode";
    case EncodedImage::Filter::flate_png:
      return "/FlateDecode";
    case EncodedImage::Filter::ccitt_g4:
      return "/CCITTFaxDecode";
  }
  throw Error(Cause::bug, "unknown filter of a page image");
}

}  // namespace

Object image_object(QPDF& pdf, const EncodedImage& image, const Failure& failure) {
  check(image);
  Object stream = pdf.newStream();
  Object dictionary = stream.getDict();
  dictionary.replaceKey("/Type", Object::newName("/XObject"));
  dictionary.replaceKey("/Subtype", Object::newName("/Image"));
  dictionary.replaceKey("/Width", Object::newInteger(image.width));
  dictionary.replaceKey("/Height", Object::newInteger(image.height));
  dictionary.replaceKey("/BitsPerComponent", Object::newInteger(image.bits));
  dictionary.replaceKey("/ColorSpace", colour_space(image));
  stream.replaceStreamData(std::make_shared<ImageBytes>(image, failure),
                           Object::newName(filter_name(image.filter)), filter_parameters(image));
  return stream;
}

}  // namespace sohoa::pdf
