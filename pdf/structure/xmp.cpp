#include "pdf/structure/xmp.h"

#include <cstring>

#include <pugixml.hpp>

namespace sohoa::pdf {
namespace {

using pugi::xml_node;

constexpr int deepest = 40;  // values in values
constexpr std::size_t most_values = 100'000;
constexpr std::string_view rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr std::string_view xml_space = "http://www.w3.org/XML/1998/namespace";

struct Name {
  std::string space, prefix, local;
  bool is(std::string_view in, std::string_view called) const {
    return space == in && local == called;
  }
};

Name resolve(xml_node at, std::string_view qualified, bool attribute) {
  Name name;
  const std::size_t colon = qualified.find(':');
  name.local = qualified.substr(colon == std::string_view::npos ? 0 : colon + 1);
  if (colon != std::string_view::npos) name.prefix = qualified.substr(0, colon);
  if (name.prefix == "xml") {
    name.space = xml_space;
    return name;
  }
  if (attribute && name.prefix.empty()) return name;
  const std::string key = name.prefix.empty() ? "xmlns" : "xmlns:" + name.prefix;
  for (; at; at = at.parent())
    if (const auto found = at.attribute(key.c_str())) {
      name.space = found.value();
      return name;
    }
  return name;
}

Name name_of(xml_node node) { return resolve(node, node.name(), false); }

bool is_declaration(const char* attribute) { return std::strncmp(attribute, "xmlns", 5) == 0; }

class Reader {
 public:
  bool failed = false;

  void read_description(xml_node node, std::vector<XmpProperty>& into, int depth) {
    for (const auto& attribute : node.attributes()) {
      if (is_declaration(attribute.name())) continue;
      const Name name = resolve(node, attribute.name(), true);
      if (name.space == rdf || name.space == xml_space || name.space.empty()) continue;
      if (!counts()) return;
      XmpValue value;
      value.text = attribute.value();
      into.push_back({name.space, name.prefix, name.local, std::move(value)});
    }
    for (const auto& child : node.children()) {
      if (child.type() != pugi::node_element) continue;
      if (!counts()) return;
      const Name name = name_of(child);
      into.push_back({name.space, name.prefix, name.local, read_value(child, depth + 1)});
    }
  }

 private:
  bool counts() {
    failed = failed || ++count_ > most_values;
    return !failed;
  }

  XmpValue read_value(xml_node node, int depth) {
    XmpValue value;
    failed = failed || depth > deepest;
    if (failed) return value;
    bool other_attributes = false, resource = false;
    for (const auto& attribute : node.attributes()) {
      if (is_declaration(attribute.name())) continue;
      const Name name = resolve(node, attribute.name(), true);
      if (name.is(rdf, "parseType")) resource = std::strcmp(attribute.value(), "Resource") == 0;
      if (name.is(rdf, "resource")) value.text = attribute.value();
      other_attributes = other_attributes || (name.space != rdf && name.space != xml_space);
    }
    xml_node child = first_element(node);
    if (resource || (!child && other_attributes)) {
      read_description(node, value.fields, depth);
      return structure(std::move(value));
    }
    if (!child) {
      if (value.text.empty()) value.text = node.child_value();
      return value;
    }
    const Name kind = name_of(child);
    if (kind.is(rdf, "Description")) {
      read_description(child, value.fields, depth);
      return structure(std::move(value));
    }
    value.form = kind.is(rdf, "Bag")   ? XmpValue::Form::bag
                 : kind.is(rdf, "Seq") ? XmpValue::Form::seq
                 : kind.is(rdf, "Alt") ? XmpValue::Form::alt
                                       : XmpValue::Form::structure;
    if (value.form != XmpValue::Form::structure) read_items(child, value, depth);
    return value;
  }

  // A structure; a value with qualifiers is the value.
  static XmpValue structure(XmpValue value) {
    value.form = XmpValue::Form::structure;
    for (const auto& field : value.fields)
      if (field.space == rdf && field.name == "value") {
        XmpValue inner = field.value;
        return inner;
      }
    return value;
  }

  void read_items(xml_node list, XmpValue& value, int depth) {
    value.lang_alt = value.form == XmpValue::Form::alt;
    for (const auto& item : list.children()) {
      if (item.type() != pugi::node_element) continue;
      if (!counts()) return;
      value.items.push_back(read_value(item, depth + 1));
      value.lang_alt = value.lang_alt && item.attribute("xml:lang");
    }
  }

  static xml_node first_element(xml_node node) {
    return node.find_child([](xml_node child) { return child.type() == pugi::node_element; });
  }

  std::size_t count_ = 0;
};

xml_node find_rdf(xml_node node, int depth) {
  for (const auto& child : node.children()) {
    if (name_of(child).is(rdf, "RDF")) return child;
    if (depth < 3)
      if (const xml_node found = find_rdf(child, depth + 1)) return found;
  }
  return {};
}

}  // namespace

std::optional<XmpPacket> read_xmp(std::string_view bytes) {
  pugi::xml_document document;
  const auto result =
      document.load_buffer(bytes.data(), bytes.size(),
                           pugi::parse_default | pugi::parse_ws_pcdata_single, pugi::encoding_utf8);
  const xml_node root = result ? find_rdf(document, 0) : xml_node();
  if (!root) return std::nullopt;
  XmpPacket packet;
  const std::size_t header = bytes.find("<?xpacket");
  if (header != std::string_view::npos) {
    const std::string_view text = bytes.substr(header, bytes.find("?>", header) - header);
    packet.says_bytes = text.find("bytes=") != std::string_view::npos;
    packet.says_encoding = text.find("encoding=") != std::string_view::npos;
  }
  Reader reader;
  for (const auto& child : root.children())
    if (name_of(child).is(rdf, "Description")) reader.read_description(child, packet.properties, 0);
  if (reader.failed) return std::nullopt;
  return packet;
}

}  // namespace sohoa::pdf
