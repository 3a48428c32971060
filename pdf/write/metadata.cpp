#include "pdf/write/metadata.h"

#include <array>

#include <fmt/format.h>

#include "core/file.h"
#include "core/vietnamese.h"

namespace sohoa::pdf {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char32_t c : to_utf32(text)) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c >= 0x20 && c != 0xFFFE && c != 0xFFFF)  // XML knows no others
      out += to_utf8(std::u32string_view(&c, 1));
  }
  return out;
}

std::string uuid(const DocumentInfo& info, const char* of_what) {
  const std::string seed =
      fmt::format("{}\n{}\n{}\n{}", of_what, info.identifier, info.title, info.created);
  std::string h = sha256_of(std::as_bytes(std::span(seed)));
  h[12] = '8';  // RFC 9562: version 8, of our own making
  h[16] = 'a';
  const std::string_view v = h;
  return fmt::format("uuid:{}-{}-{}-{}-{}", v.substr(0, 8), v.substr(8, 4), v.substr(12, 4),
                     v.substr(16, 4), v.substr(20, 12));
}

struct Property {
  const char *name, *type, *description;
};

constexpr std::array<Property, 8> properties = {{
    {"conversionWords", "Text", "That the document was converted, and from what, in words"},
    {"conversionTime", "Date", "When it was converted"},
    {"converter", "Text", "Full name of who converted it"},
    {"dossierCode", "Text", "Code of the dossier that it belongs to"},
    {"program", "Text", "Program that converted it"},
    {"originalName", "seq Text", "Names of the attached files that its pages were made of"},
    {"originalSha256", "seq Text", "SHA-256 of each of them, hexadecimal"},
    {"originalVerdict", "seq Text", "What the verification of each one's signatures said"},
}};

// ISO 19005-2, 6.6.2.3.3: the description of our schema, in the container that it prescribes.
std::string extension_schema() {
  std::string out = fmt::format(
      " <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
      "  <pdfaSchema:schema>Conversion by sohoa</pdfaSchema:schema>\n"
      "  <pdfaSchema:namespaceURI>{}</pdfaSchema:namespaceURI>\n"
      "  <pdfaSchema:prefix>sohoa</pdfaSchema:prefix>\n"
      "  <pdfaSchema:property><rdf:Seq>\n",
      xmp_namespace);
  for (const auto& [name, type, description] : properties)
    out += fmt::format(
        "   <rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{}</pdfaProperty:name>"
        "<pdfaProperty:valueType>{}</pdfaProperty:valueType>"
        "<pdfaProperty:category>external</pdfaProperty:category>"
        "<pdfaProperty:description>{}</pdfaProperty:description></rdf:li>\n",
        name, type, description);
  return out + "  </rdf:Seq></pdfaSchema:property>\n </rdf:li></rdf:Bag></pdfaExtension:schemas>\n";
}

std::string mark_properties(const DocumentInfo& info, const ConversionMark& mark) {
  return fmt::format(
      " <sohoa:conversionWords>{}</sohoa:conversionWords>\n"
      " <sohoa:conversionTime>{}</sohoa:conversionTime>\n"
      " <sohoa:converter>{}</sohoa:converter>\n"
      " <sohoa:dossierCode>{}</sohoa:dossierCode>\n"
      " <sohoa:program>{}</sohoa:program>\n",
      escaped(mark.words), escaped(mark.time), escaped(mark.converter), escaped(mark.dossier),
      escaped(info.producer));
}

std::string sequence(const char* name, const std::vector<Attachment>& attachments,
                     std::string Attachment::*member) {
  std::string items;
  for (const auto& attachment : attachments)
    items += fmt::format("<rdf:li>{}</rdf:li>", escaped(attachment.*member));
  return fmt::format(" <sohoa:{0}><rdf:Seq>{1}</rdf:Seq></sohoa:{0}>\n", name, items);
}

// Of neither, no property of ours is there, nor the schema.
std::string own_properties(const DocumentInfo& info, const Completion& completion) {
  std::string out;
  if (completion.mark) out += mark_properties(info, *completion.mark);
  if (!completion.attachments.empty())
    out += sequence("originalName", completion.attachments, &Attachment::name) +
           sequence("originalSha256", completion.attachments, &Attachment::sha256) +
           sequence("originalVerdict", completion.attachments, &Attachment::verdict);
  return out.empty() ? "" : out + extension_schema();
}

}  // namespace

std::string xmp_packet(const DocumentInfo& info, const Completion& completion) {
  const std::string title = escaped(info.title);
  const std::string producer = escaped(info.producer);
  const std::string created = escaped(info.created);
  std::string out =
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\"\n"
      " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
      " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
      " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
      " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\"\n"
      " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
      " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"
      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
      " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"\n";
  out += fmt::format(
      " xmlns:sohoa=\"{}\">\n"
      " <pdfaid:part>{}</pdfaid:part>\n"
      " <pdfaid:conformance>U</pdfaid:conformance>\n"
      " <dc:format>application/pdf</dc:format>\n",
      xmp_namespace, completion.attachments.empty() ? 2 : 3);
  out += fmt::format(
      " <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>\n"
      " <dc:identifier>{}</dc:identifier>\n"
      " <dc:language><rdf:Bag><rdf:li>vi-VN</rdf:li></rdf:Bag></dc:language>\n"
      " <pdf:Producer>{}</pdf:Producer>\n"
      " <xmp:CreatorTool>{}</xmp:CreatorTool>\n",
      title, escaped(info.identifier), producer, producer);
  out += fmt::format(
      " <xmp:CreateDate>{0}</xmp:CreateDate>\n"
      " <xmp:ModifyDate>{0}</xmp:ModifyDate>\n"
      " <xmp:MetadataDate>{0}</xmp:MetadataDate>\n"
      " <xmpMM:DocumentID>{1}</xmpMM:DocumentID>\n"
      " <xmpMM:InstanceID>{2}</xmpMM:InstanceID>\n",
      created, uuid(info, "document"), uuid(info, "instance"));
  out += own_properties(info, completion);
  return out + "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n";
}

}  // namespace sohoa::pdf
