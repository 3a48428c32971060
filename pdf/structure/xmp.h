// An XMP packet as its properties, whatever way of RDF/XML they are written in (XMP Specification,
// September 2005, "How XMP metadata is serialised").
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sohoa::pdf {

struct XmpValue {
  enum class Form { simple, bag, seq, alt, structure };
  Form form = Form::simple;
  std::string text;       // of a simple one
  bool lang_alt = false;  // an alt whose items all say their language

  struct Field;
  std::vector<Field> fields;    // of a structure
  std::vector<XmpValue> items;  // of a bag, seq or alt
};

struct XmpValue::Field {
  std::string space, prefix, name;  // namespace as its address, and as it is called here
  XmpValue value;
};
using XmpProperty = XmpValue::Field;

struct XmpPacket {
  bool says_bytes = false, says_encoding = false;  // attributes of its header
  std::vector<XmpProperty> properties;             // of all descriptions
};

// nullopt: not well-formed, not RDF, or beyond limits.
std::optional<XmpPacket> read_xmp(std::string_view bytes);

}  // namespace sohoa::pdf
