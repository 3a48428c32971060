#include "pdf/structure/objects.h"

#include <algorithm>
#include <array>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <set>

#include <fmt/format.h>

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

constexpr int deepest = 200;  // containers in containers

constexpr std::array<std::string_view, 8> filters = {
    "/ASCIIHexDecode", "/ASCII85Decode", "/FlateDecode", "/RunLengthDecode",
    "/CCITTFaxDecode", "/JBIG2Decode",   "/DCTDecode",   "/JPXDecode"};

// "application/json": two words of letters, digits and -_+. (RFC 2046).
bool is_media_type(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == 0 || slash == std::string_view::npos || slash + 1 == text.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!letter && i != slash && std::string_view("-_+.").find(c) == std::string_view::npos)
      return false;
  }
  return true;
}

class ObjectCheck {
 public:
  ObjectCheck(QPDF& pdf, int part, Findings& findings)
      : pdf_(pdf), part_(part), findings_(findings) {}

  void run() {
    for (auto& object : pdf_.getAllObjects()) visit(object, 0);
    visit(pdf_.getTrailer(), 0);
    for (auto& file : files_) check_attached(file);
  }

 private:
  // An indirect object's own contents; not those of the objects it refers to.
  void visit(Object object, int depth) {
    if (!findings_.may_go_on()) return;
    if (depth > deepest) {
      findings_.add("limit", "containers are nested too deep");
      return;
    }
    if (object.isStream()) check_stream(object);
    if (object.isArray()) {
      for (auto& item : object.getArrayAsVector())
        if (!item.isIndirect()) visit(item, depth + 1);
      return;
    }
    Object dictionary = object.isStream() ? object.getDict() : object;
    if (!dictionary.isDictionary()) return;
    if (dictionary.getKey("/EF").isDictionary()) files_.push_back(dictionary);
    for (const auto& key : dictionary.getKeys()) {
      Object value = dictionary.getKey(key);
      if (key == "/AF") note_associated(value);
      if (!value.isIndirect()) visit(value, depth + 1);
    }
  }

  void note_associated(Object value) {
    if (value.isIndirect() && value.isDictionary()) associated_.insert(value.getObjGen());
    if (!value.isArray()) return;
    for (auto& file : value.getArrayAsVector())
      if (file.isIndirect()) associated_.insert(file.getObjGen());
  }

  void check_stream(Object stream) {
    Object dictionary = stream.getDict();
    const std::string name =
        fmt::format("stream {} {}", stream.getObjectID(), stream.getGeneration());
    for (const char* key : {"/F", "/FFilter", "/FDecodeParms"})
      findings_.expect(!dictionary.hasKey(key), "6.1.7.1-3", name + " lies outside of the file");
    Object filter = dictionary.getKey("/Filter");
    Object parameters = dictionary.getKey("/DecodeParms");
    if (filter.isName()) check_filter(filter, parameters, name);
    if (!filter.isArray()) return;
    for (int i = 0; i < filter.getArrayNItems(); ++i) {
      Object own = parameters.isArray() && i < parameters.getArrayNItems()
                       ? parameters.getArrayItem(i)
                       : Object::newNull();
      check_filter(filter.getArrayItem(i), own, name);
    }
  }

  void check_filter(Object filter, Object parameters, const std::string& stream) {
    if (!filter.isName()) return;
    bool allowed = std::find(filters.begin(), filters.end(), filter.getName()) != filters.end();
    if (filter.getName() == "/Crypt" && parameters.isDictionary())
      allowed = parameters.getKey("/Name").isNameAndEquals("/Identity");
    findings_.expect(allowed, "6.1.7.2-1", stream + ": filter " + filter.getName());
  }

  void check_attached(Object file) {
    const bool named = !file.getKey("/F").isNull() && !file.getKey("/UF").isNull();
    findings_.expect(named, "6.8-2", "an attached file lacks /F or /UF");
    if (part_ == 3) {
      findings_.expect(!file.getKey("/AFRelationship").isNull(), "6.8-3",
                       "an attached file has no /AFRelationship");
      const bool associated = file.isIndirect() && associated_.contains(file.getObjGen());
      findings_.expect(associated, "6.8-4", "an attached file is in no /AF");
    }
    Object embedded = file.getKey("/EF");
    for (const auto& key : embedded.getKeys()) check_embedded(embedded.getKey(key));
  }

  void check_embedded(Object stream) {
    if (!stream.isStream()) return;
    if (stream.isIndirect() && !embedded_.insert(stream.getObjGen()).second) return;
    if (part_ == 3) {
      Object subtype = stream.getDict().getKey("/Subtype");
      findings_.expect(subtype.isName() && is_media_type(subtype.getName().substr(1)), "6.8-1",
                       "an attached file has no media type");
    } else if (const auto bytes = findings_.decoded(stream)) {
      findings_.expect(bytes->starts_with("%PDF-"), "6.8-5", "an attached file is no PDF/A");
    }
  }

  QPDF& pdf_;
  int part_;
  Findings& findings_;
  std::vector<Object> files_;
  std::set<QPDFObjGen> associated_, embedded_;
};

}  // namespace

void check_objects(QPDF& pdf, int part, Findings& findings) {
  ObjectCheck(pdf, part, findings).run();
}

}  // namespace sohoa::pdf
