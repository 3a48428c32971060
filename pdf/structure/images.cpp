#include "pdf/structure/images.h"

#include <algorithm>
#include <array>
#include <optional>
#include <qpdf/QPDFObjectHandle.hh>

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

bool is_true(Object value) { return value.isBool() && value.getBoolValue(); }

bool is_one_of(Object name, std::initializer_list<std::string_view> names) {
  return name.isName() && std::find(names.begin(), names.end(), name.getName()) != names.end();
}

Object last_filter(Object dictionary) {
  Object filter = dictionary.getKey("/Filter");
  if (!filter.isArray()) return filter;
  const int count = filter.getArrayNItems();
  return count > 0 ? filter.getArrayItem(count - 1) : Object::newNull();
}

std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count && at + i < bytes.size(); ++i)
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// What the boxes before the codestream of a JP2 file say (ISO/IEC 15444-1, annex I).
struct Jpeg2000 {
  int components = 0, depth = 0;
  bool varying = false;  // a bpcc box
  struct Colour {
    int method = 0, approximation = 0;
    std::uint32_t space = 0;
  };
  std::vector<Colour> colours;
  int colour_channels = 0;  // as the cdef box tells; 0: all components
};

void read_boxes(std::string_view bytes, Jpeg2000& image, int depth) {
  for (std::size_t at = 0; at + 8 <= bytes.size();) {
    const std::uint64_t length = big_endian(bytes, at, 4);
    const std::string_view type = bytes.substr(at + 4, 4);
    const std::uint64_t size =
        length == 0 ? bytes.size() - at : std::min<std::uint64_t>(length, bytes.size() - at);
    if (size < 8 || type == "jp2c") return;
    const std::string_view body = bytes.substr(at + 8, size - 8);
    if (type == "jp2h" && depth == 0) read_boxes(body, image, 1);
    if (type == "ihdr" && body.size() >= 14) {
      image.components = static_cast<int>(big_endian(body, 8, 2));
      image.depth = static_cast<int>(big_endian(body, 10, 1) & 0x7FU) + 1;
      if (big_endian(body, 10, 1) == 0xFF) image.depth = 0;
    }
    if (type == "bpcc") image.varying = true;
    if (type == "colr" && body.size() >= 3 && image.colours.size() < 100)
      image.colours.push_back({static_cast<int>(big_endian(body, 0, 1)),
                               static_cast<int>(big_endian(body, 2, 1)), big_endian(body, 3, 4)});
    if (type == "cdef")
      for (std::size_t i = 2; i + 6 <= body.size(); i += 6)
        if (big_endian(body, i + 2, 2) == 0) ++image.colour_channels;
    at += size;
  }
}

void check_jpeg2000(Object stream, Findings& findings) {
  constexpr std::size_t before_codestream = 1U << 20U;  // a profile is in it
  Jpeg2000 image;
  read_boxes(findings.head(stream, before_codestream), image, 0);
  if (image.components == 0) return;  // a bare codestream: nothing to read here
  const int channels = image.colour_channels > 0 ? image.colour_channels : image.components;
  findings.expect(channels == 1 || channels == 3 || channels == 4, "6.2.8.3-1",
                  "JPEG 2000 with other than 1, 3 or 4 colour channels");
  findings.expect(!image.varying && image.depth >= 1 && image.depth <= 38, "6.2.8.3-5",
                  "JPEG 2000 of varying or great bit depth");
  if (stream.getDict().hasKey("/ColorSpace") || image.colours.empty()) return;
  const auto best =
      std::count_if(image.colours.begin(), image.colours.end(),
                    [](const Jpeg2000::Colour& colour) { return colour.approximation == 1; });
  findings.expect(image.colours.size() == 1 || best == 1, "6.2.8.3-2",
                  "JPEG 2000 does not say which of its colour specifications is exact");
  const Jpeg2000::Colour& first = image.colours.front();
  findings.expect(first.method >= 1 && first.method <= 3, "6.2.8.3-3",
                  "JPEG 2000 with a colour specification that may not be");
  findings.expect(first.method != 1 || first.space != 19, "6.2.8.3-4", "JPEG 2000 in CIEJab");
}

void check_keys(Object dictionary, Object resources, Colours& colours, Findings& findings) {
  findings.expect(!is_true(dictionary.getKey("/Interpolate")), "6.2.8-3", "an image interpolates");
  const bool mask = is_true(dictionary.getKey("/ImageMask"));
  Object bits = dictionary.getKey("/BitsPerComponent");
  if (bits.isInteger() && !mask) {
    const long long n = bits.getIntValue();
    findings.expect(n == 1 || n == 2 || n == 4 || n == 8 || n == 16, "6.2.8-4",
                    "an image whose samples have an odd number of bits");
  }
  check_intent(dictionary.getKey("/Intent"), findings);
  Object space = dictionary.getKey("/ColorSpace");
  if (!mask && !space.isNull()) colours.use(space, resources, false);
}

}  // namespace

void check_intent(const QPDFObjectHandle& name, Findings& findings) {
  Object intent = name;
  if (intent.isName())
    findings.expect(is_one_of(intent, {"/RelativeColorimetric", "/AbsoluteColorimetric",
                                       "/Perceptual", "/Saturation"}),
                    "6.2.6-1", "rendering intent " + intent.getName());
}

void check_image(const QPDFObjectHandle& image, const QPDFObjectHandle& resources, Colours& colours,
                 Findings& findings) {
  Object stream = image;
  Object dictionary = stream.getDict();
  findings.expect(!dictionary.hasKey("/Alternates"), "6.2.8-1", "an image has alternates");
  findings.expect(!dictionary.hasKey("/OPI"), "6.2.8-2", "an image has /OPI");
  check_keys(dictionary, resources, colours, findings);
  if (is_one_of(last_filter(dictionary), {"/JPXDecode"})) check_jpeg2000(stream, findings);
  for (const char* key : {"/SMask", "/Mask"}) {
    Object mask = dictionary.getKey(key);  // which has none of its own: no further
    if (!mask.isStream()) continue;
    check_keys(mask.getDict(), resources, colours, findings);
    findings.expect(!mask.getDict().hasKey("/Alternates"), "6.2.8-1", "a mask has alternates");
    Object bits = mask.getDict().getKey("/BitsPerComponent");
    const bool stencil = is_true(mask.getDict().getKey("/ImageMask"));
    findings.expect(!stencil || !bits.isInteger() || bits.getIntValue() == 1, "6.2.8-5",
                    "a mask of more than one bit");
  }
}

void check_inline_image(const QPDFObjectHandle& dictionary, const QPDFObjectHandle& resources,
                        Colours& colours, Findings& findings) {
  Object keys = dictionary;
  check_keys(keys, resources, colours, findings);
  Object filter = keys.getKey("/Filter");
  const auto check_filter = [&findings](Object name) {
    findings.expect(is_one_of(name, {"/ASCIIHexDecode", "/ASCII85Decode", "/FlateDecode",
                                     "/RunLengthDecode", "/CCITTFaxDecode", "/DCTDecode", "/AHx",
                                     "/A85", "/Fl", "/RL", "/CCF", "/DCT"}),
                    "6.1.10-1", "an inline image has a filter that may not be");
  };
  if (filter.isName()) check_filter(filter);
  if (filter.isArray())
    for (auto& name : filter.getArrayAsVector()) check_filter(name);
}

}  // namespace sohoa::pdf
