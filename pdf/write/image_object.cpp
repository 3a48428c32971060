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
  const bool jpeg = image.filter == EncodedImage::Filter::dct;
  if ((jpeg || image.filter == EncodedImage::Filter::jpx) && image.bits != 8)
    refuse("by JPEG, not 8 bit");
  if (image.ink && image.filter != EncodedImage::Filter::ccitt_g4)
    refuse("that is a stencil and not by CCITT G4");
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
    case EncodedImage::Filter::jpx:
      break;
    case EncodedImage::Filter::flate_png:
      return Object::parse(
          fmt::format("<< /Predictor 15 /Colors {} /BitsPerComponent {} /Columns {} >>",
                      image.palette.empty() ? image.components : 1, image.bits, image.width));
    case EncodedImage::Filter::ccitt_g4:
      // /BlackIs1 stays false: black runs become 0, which /DeviceGray shows black and an image mask
      // paints.
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
    case EncodedImage::Filter::jpx:
      return "/JPXDecode";
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
  if (image.ink)
    dictionary.replaceKey("/ImageMask", Object::newBool(true));
  else
    dictionary.replaceKey("/ColorSpace", colour_space(image));
  stream_from_file(stream, {image.file, image.offset, image.bytes},
                   Object::newName(filter_name(image.filter)), filter_parameters(image), failure);
  return stream;
}

std::string show_image(QPDF& pdf, Object& objects, const EncodedImage& image, const Box& page,
                       double points_x, double points_y, const Failure& failure) {
  std::string operators;
  std::size_t count = 0;
  const auto draw = [&](const EncodedImage& layer) {
    const std::string name = fmt::format("/Im{}", count++);
    objects.replaceKey(name, image_object(pdf, layer, failure));
    std::string colour;
    if (layer.ink)
      colour = fmt::format("{:.4f} {:.4f} {:.4f} rg ", (*layer.ink)[0] / 255.0,
                           (*layer.ink)[1] / 255.0, (*layer.ink)[2] / 255.0);
    const Box& area = layer.area.empty() ? page : layer.area;
    operators += fmt::format("q {}{:.4f} 0 0 {:.4f} {:.4f} {:.4f} cm {} Do Q\n", colour,
                             area.w * points_x, area.h * points_y, area.x * points_x,
                             (page.h - area.bottom()) * points_y, name);
  };
  draw(image);
  for (const auto& layer : image.layers) draw(layer);
  return operators;
}

}  // namespace sohoa::pdf
