#include "pdf/structure/metadata.h"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include "pdf/structure/schemas.h"
#include "pdf/structure/xmp.h"

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

constexpr std::string_view identification = "http://www.aiim.org/pdfa/ns/id/";
constexpr std::size_t largest_packet = 4U << 20U;

// 6.6.2.1; nullopt: nothing can be read from it.
std::optional<XmpPacket> read_packet(Object stream, Findings& findings) {
  const auto bytes = findings.decoded(stream);
  if (!bytes || bytes->size() > largest_packet) {
    findings.add("6.6.2.1-4", "a metadata stream cannot be read");
    return std::nullopt;
  }
  const bool utf8 = bytes->find('\0') == std::string::npos && is_utf8(*bytes);
  findings.expect(utf8, "6.6.2.1-5", "XMP that is not UTF-8");
  auto packet = read_xmp(*bytes);
  if (!packet) {
    if (utf8) findings.add("6.6.2.1-4", "XMP that is not well-formed");
    return std::nullopt;
  }
  findings.expect(!packet->says_bytes, "6.6.2.1-2", "the XMP header says bytes");
  findings.expect(!packet->says_encoding, "6.6.2.1-3", "the XMP header says encoding");
  return packet;
}

// What is no number of a part is taken for the oldest, which is not checked here.
int part_of(const std::string& text) {
  return text.size() == 1 && text[0] >= '1' && text[0] <= '9' ? text[0] - '0' : 1;
}

// 6.6.4.
Claim read_claim(const XmpPacket& packet, Findings& findings) {
  Claim claim;
  for (const auto& one : packet.properties) {
    if (one.space != identification) continue;
    const char* clause = one.name == "part"          ? "6.6.4-4"
                         : one.name == "conformance" ? "6.6.4-5"
                         : one.name == "amd"         ? "6.6.4-6"
                                                     : "6.6.4-7";
    findings.expect(one.prefix == "pdfaid", clause, "PDF/A identification under another prefix");
    if (one.name == "part") claim.part = part_of(one.value.text);
    if (one.name == "conformance") claim.conformance = one.value.text;
  }
  if (claim.part == 0) {
    findings.add("6.6.4-1", "no PDF/A identification");
    return claim;
  }
  findings.expect(claim.part == 2 || claim.part == 3, "6.6.4-2", "neither PDF/A-2 nor PDF/A-3");
  const std::string& level = claim.conformance;
  findings.expect(level == "A" || level == "B" || level == "U", "6.6.4-3",
                  "a level of conformance that is none");
  return claim;
}

}  // namespace

Claim check_metadata(QPDF& pdf, Findings& findings) {
  Object main = pdf.getRoot().getKey("/Metadata");
  Claim claim;
  XmpTypes described;
  findings.expect(main.isStream(), "6.6.2.1-1", "no metadata");
  if (main.isStream()) {
    if (const auto packet = read_packet(main, findings)) {
      claim = read_claim(*packet, findings);
      described = read_schemas(*packet, findings);
      check_properties(*packet, described, findings);
    }
  }
  for (auto& object : pdf.getAllObjects()) {
    if (!findings.may_go_on()) break;
    const bool metadata = object.isStream() && object.getObjGen() != main.getObjGen() &&
                          object.getDict().getKey("/Type").isNameAndEquals("/Metadata") &&
                          object.getDict().getKey("/Subtype").isNameAndEquals("/XML");
    if (!metadata) continue;
    const auto packet = read_packet(object, findings);
    if (!packet) continue;
    XmpTypes all = read_schemas(*packet, findings);
    all.insert(described.begin(), described.end());
    check_properties(*packet, all, findings);
  }
  return claim;
}

}  // namespace sohoa::pdf
