#include "pdf/write/image_object.h"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <fmt/format.h>

#include "core/error.h"
#include "pdf/write/file_stream.h"

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

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
  stream_from_file(stream, {image.file, image.offset, image.bytes},
                   Object::newName(filter_name(image.filter)), filter_parameters(image), failure);
  return stream;
}

}  // namespace sohoa::pdf
