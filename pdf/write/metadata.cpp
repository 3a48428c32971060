#include "pdf/write/metadata.h"

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

}  // namespace

std::string xmp_packet(const DocumentInfo& info) {
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
      " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"
      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
      " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\">\n"
      " <pdfaid:part>2</pdfaid:part>\n"
      " <pdfaid:conformance>U</pdfaid:conformance>\n"
      " <dc:format>application/pdf</dc:format>\n";
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
  return out + "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n";
}

}  // namespace sohoa::pdf
