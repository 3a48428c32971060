// The published attacks on signed PDFs, made by ourselves: each is found, and named.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/file.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/pdf/attacker.h"

using namespace sohoa;
using namespace sohoa::pdf;
using namespace sohoa::pdf::test;
using sohoa::test::TempFolder;

namespace {

struct Attack {
  const char* name;
  Change prepare;  // before anybody signs; may be empty
  Change change;   // after the clerk has signed
  const char* reason;
};

std::vector<Attack> incremental_saving() {
  return {
      {"content replaced",
       {},
       [](Revision& r) { r.stream(page_of(r).getKey("/Contents").getObjectID(), "", "q Q"); },
       "0 was changed"},
      {"page shows another content",
       {},
       [](Revision& r) {
         Object page = page_of(r);
         page.replaceKey("/Contents", reference(r, add_stream(r, "", "q Q")));
         r.update(page);
       },
       "/Contents of page 1 was changed"},
      {"note on the page",
       {},
       [](Revision& r) {
         append_annotation(r, add_object(r,
                                         "<< /Type /Annot /Subtype /FreeText /Rect [10 10 90 90] "
                                         "/Contents (paid) /DA (/F 9 Tf) >>"));
       },
       "an annotation that is no signature was added to page 1"},
      {"text field",
       {},
       [](Revision& r) { append_field(r, add_object(r, "<< /FT /Tx /T (sum) /V (1000000) >>")); },
       "a field was added that is not a plain signature"},
      {"page added",
       {},
       [](Revision& r) {
         Object pages = r.pdf().getRoot().getKey("/Pages");
         const int id = add_object(
             r, fmt::format("<< /Type /Page /MediaBox [0 0 9 9] /Parent {} >>", pages.unparse()));
         pages.getKey("/Kids").appendItem(reference(r, id));
         pages.replaceKey("/Count", Object::newInteger(2));
         r.update(pages);
       },
       "pages became 2"},
      {"script at opening",
       {},
       [](Revision& r) {
         set_in_catalog(r, "/OpenAction", parsed(r, "<< /S /JavaScript /JS (app.alert(1)) >>"));
       },
       "/OpenAction of the catalog was changed"},
      {"named script",
       {},
       [](Revision& r) { set_in_catalog(r, "/Names", parsed(r, "<< /JavaScript << >> >>")); },
       "/Names of the catalog was changed"},
      {"fields drawn anew by the reader",
       {},
       [](Revision& r) {
         Object form = r.pdf().getRoot().getKey("/AcroForm");
         form.replaceKey("/NeedAppearances", Object::newBool(true));
         r.update(form);
       },
       "/NeedAppearances of the form was changed"},
      {"page rewritten by reference to a new parent",
       {},
       [](Revision& r) {
         Object page = page_of(r);
         page.replaceKey("/Parent", reference(r, add_object(r, "<< /Rotate 180 >>")));
         r.update(page);
       },
       "/Parent of page 1 was changed"},
  };
}

std::vector<Attack> shadow() {
  const auto overlay = [](Revision& r) {
    const int look = add_stream(r, form_entries, "0 g 0 0 100 20 re f");
    append_annotation(
        r,
        add_object(r, fmt::format("<< /Type /Annot /Subtype /Stamp /Rect [10 10 90 90] /AP << /N "
                                  "{} 0 R >> >>",
                                  look)));
  };
  return {
      {"hide: the overlay is emptied", overlay,
       [](Revision& r) {
         Object stamp = page_of(r).getKey("/Annots").getArrayItem(0);
         r.stream(stamp.getKey("/AP").getKey("/N").getObjectID(), form_entries, "");
       },
       "0 was changed"},
      {"hide: the overlay becomes nothing", overlay,
       [](Revision& r) {
         r.object(page_of(r).getKey("/Annots").getArrayItem(0).getObjectID(), "null");
       },
       "0 was changed"},
      {"replace: the value of a field",
       [](Revision& r) { append_field(r, add_object(r, "<< /FT /Tx /T (sum) /V (100) >>")); },
       [](Revision& r) {
         Object field = first_field(r);
         field.replaceKey("/V", Object::newString("999"));
         r.update(field);
       },
       "0 was changed"},
      {"replace: a font",
       {},
       [](Revision& r) {
         Object fonts = page_of(r).getKey("/Resources").getKey("/Font");
         Object font = fonts.getDictAsMap().begin()->second;
         font.replaceKey("/BaseFont", Object::newName("/Other"));
         r.update(font);
       },
       "0 was changed"},
      {"hide and replace: content that lay ready",
       [](Revision& r) {
         const int hidden = add_stream(r, "", "0 g 0 0 300 300 re f");
         set_in_catalog(r, "/PieceInfo", parsed(r, fmt::format("<< /Hidden {} >>", hidden)));
       },
       [](Revision& r) {
         Object page = page_of(r);
         Object hidden = r.pdf().getRoot().getKey("/PieceInfo").getKey("/Hidden");
         page.replaceKey("/Contents", reference(r, hidden.getIntValueAsInt()));
         r.update(page);
       },
       "/Contents of page 1 was changed"},
      {"optional content switched",
       [](Revision& r) {
         const int layer = add_object(r, "<< /Type /OCG /Name (Layer) >>");
         set_in_catalog(
             r, "/OCProperties",
             parsed(r, fmt::format("<< /OCGs [{0} 0 R] /D << /ON [{0} 0 R] >> >>", layer)));
       },
       [](Revision& r) {
         Object layers = r.pdf().getRoot().getKey("/OCProperties");
         layers.getKey("/D").replaceKey("/OFF", layers.getKey("/OCGs"));
         set_in_catalog(r, "/OCProperties", layers);
       },
       "/OCProperties of the catalog was changed"},
      {"appearance of the signature swapped",
       {},
       [](Revision& r) {
         Object field = first_field(r);
         const int look = add_stream(r, form_entries, "BT /F 9 Tf (Someone else) Tj ET");
         field.replaceKey("/AP", parsed(r, fmt::format("<< /N {} 0 R >>", look)));
         field.replaceKey("/Rect", parsed(r, "[10 10 110 30]"));
         r.update(field);
       },
       "0 was changed"},
  };
}

void try_all(const std::vector<Attack>& attacks) {
  TempFolder folder;
  for (const auto& attack : attacks) {
    CAPTURE(attack.name);
    const auto file = document(folder.path(), "a.pdf");
    if (attack.prepare) update(file, attack.prepare);
    sign(file, clerk(), request("clerk"));
    CHECK(verify(file, trust()).good());
    update(file, attack.change);
    const PdfVerdict open = verify(file, trust());
    refused(open, attack.reason);
    refused(open, "bytes follow that no signature covers");
    sign(file, agency(), request("agency"));  // who does not see what was done before
    const PdfVerdict closed = verify(file, trust());
    refused(closed, attack.reason);
    REQUIRE(closed.signatures.size() == 2);
    CHECK_FALSE(closed.signatures[0].later_changes_allowed);
    CHECK(closed.signatures[1].good());
  }
}

// A text of the appended part, made without our writer.
std::string raw_update(const std::string& bytes, const std::string& objects,
                       const std::string& entries, const std::string& trailer_more = "") {
  const auto start = bytes.substr(bytes.rfind("startxref") + 10);
  const auto trailer = bytes.rfind("trailer\n<<");
  std::string kept =
      bytes.substr(trailer + 10, bytes.find(">>\nstartxref", trailer) - trailer - 10);
  const auto previous = kept.find("/Prev");
  if (previous != std::string::npos)
    kept.erase(previous, kept.find_first_not_of("0123456789", previous + 6) - previous);
  return fmt::format("{}{}xref\n{}trailer\n<<{} /Prev {} {} >>\nstartxref\n{}\n%%EOF\n", bytes,
                     objects, entries, kept, std::stoull(start), trailer_more,
                     bytes.size() + objects.size());
}

}  // namespace

TEST_CASE("attacks: incremental saving is found and named (R51)") { try_all(incremental_saving()); }

TEST_CASE("attacks: shadow documents are found and named (R51)") { try_all(shadow()); }

TEST_CASE("attacks: an object switched by a cross-reference alone is found") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  int content = 0;
  update(file, [&](Revision& r) {
    content = page_of(r).getKey("/Contents").getObjectID();
    add_stream(
        r, "",
        fmt::format("\n{} 0 obj\n<< /Length 3 >>\nstream\nq Q\nendstream\nendobj\n", content));
  });
  sign(file, clerk(), request("clerk"));
  const std::string bytes = read_file(file);
  const auto hidden = bytes.find(fmt::format("{} 0 obj\n<< /Length 3", content));
  write_durably(file,
                raw_update(bytes, "", fmt::format("{} 1\n{:010} 00000 n \n", content, hidden)));
  refused(verify(file, trust()), fmt::format("object {} 0 was changed", content));
}

TEST_CASE("attacks: a page changed within an object stream is found") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  sign(file, clerk(), request("clerk"));
  const std::string bytes = read_file(file);
  int id = 0;
  int size = 0;
  std::string page, root;
  {
    Revision r(file);
    Object changed = page_of(r);
    changed.replaceKey("/MediaBox", parsed(r, "[0 0 50 50]"));
    id = changed.getObjectID();
    page = changed.unparseResolved();
    root = r.pdf().getRoot().unparse();
    size = r.reserve();
  }
  const std::string header = fmt::format("{} 0 ", id);
  const std::string packed = fmt::format(
      "{} 0 obj\n<< /Type /ObjStm /N 1 /First {} /Length {} >>\nstream\n{}{}\nendstream\nendobj\n",
      size, header.size(), header.size() + page.size(), header, page);
  const auto field = [](std::uint64_t value, int width) {
    std::string out;
    while (width-- > 0) out += static_cast<char>(value >> (8 * static_cast<unsigned>(width)));
    return out;
  };
  const std::string table = field(2, 1) + field(static_cast<std::uint64_t>(size), 4) + field(0, 2) +
                            field(1, 1) + field(bytes.size(), 4) + field(0, 2);
  const std::string xref = fmt::format(
      "{} 0 obj\n<< /Type /XRef /Size {} /W [1 4 2] /Index [{} 1 {} 1] /Root {} /Prev {} /Length "
      "{} "
      ">>\nstream\n{}\nendstream\nendobj\nstartxref\n{}\n%%EOF\n",
      size + 1, size + 2, id, size, root, std::stoull(bytes.substr(bytes.rfind("startxref") + 10)),
      table.size(), table, bytes.size() + packed.size());
  write_durably(file, bytes + packed + xref);
  refused(verify(file, trust()), "/MediaBox of page 1 was changed");
}

TEST_CASE("attacks: a signature dictionary without what it should have is no signature") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  sign(file, clerk(), request("clerk"));
  const std::string good = read_file(file);
  const char* const head = "<< /Type /Sig /SubFilter /ETSI.CAdES.detached ";
  const std::vector<std::pair<std::string, std::string>> forms = {
      {"/Contents <00> >>", "its ByteRange is not four numbers"},
      {"/Contents <00> /ByteRange null >>", "its ByteRange is not four numbers"},
      {"/Contents <00> /ByteRange [0 -1 2 3] >>", "its ByteRange is not four numbers"},
      {"/Contents <00> /ByteRange [0 0 0 0] >>", "its ByteRange does not leave out one gap"},
      {"/Contents <00> /ByteRange [0 50 20 30] >>", "its ByteRange does not leave out one gap"},
      {"/Contents <00> /ByteRange [0 5 6 7 8 9] >>", "its ByteRange is not four numbers"},
      {"/Contents null /ByteRange [0 5 9 7] >>", "signature value"},
      {"/Contents (x) /ByteRange [0 5 9 7] >>", "not a CMS message"},
  };
  for (const auto& [body, reason] : forms) {
    CAPTURE(body);
    write_durably(file, good);
    update(file,
           [&](Revision& r) { r.object(first_field(r).getKey("/V").getObjectID(), head + body); });
    refused(verify(file, trust()), reason);
  }
  // An object with a number that no reader can hold is null: there is no signature at all.
  write_durably(file, good);
  update(file, [&](Revision& r) {
    r.object(first_field(r).getKey("/V").getObjectID(),
             std::string(head) + "/Contents <00> /ByteRange [0 9999999999999999999999 2 3] >>");
  });
  CHECK_FALSE(verify(file, trust()).good());
  CHECK(verify(file, trust()).signatures.empty());

  write_durably(file, good);
  update(file, [](Revision& r) {
    Object field = first_field(r);
    field.replaceKey("/V", Object::newString("signed"));
    r.update(field);
  });
  refused(verify(file, trust()), "holds no signature");
}

TEST_CASE("attacks: a wrapped signature, its signed end moved behind a forged one, is found") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  sign(file, clerk(), request("clerk"));
  const std::string first = read_file(file);
  sign(file, agency(), request("agency"));
  const std::string bytes = read_file(file);
  // Of the second revision: what is before its /Contents, that, and the signed end with its table.
  const auto begin = bytes.rfind("/Contents <") + 10;
  const auto gap_end = bytes.find('>', begin) + 1;
  const std::string end = bytes.substr(gap_end);
  const auto start = std::stoull(bytes.substr(bytes.rfind("startxref") + 10));
  int page_id = 0;
  int signature_id = 0;
  std::string page;
  {
    Revision r(file);
    Object changed = page_of(r);
    changed.replaceKey("/MediaBox", parsed(r, "[0 0 50 50]"));
    page = changed.unparseResolved();
    page_id = changed.getObjectID();
    signature_id = r.pdf()
                       .getRoot()
                       .getKey("/AcroForm")
                       .getKey("/Fields")
                       .getArrayItem(1)
                       .getKey("/V")
                       .getObjectID();
  }
  // The signed end says that a table begins at `start`: there the attacker puts his own.
  std::string forged = bytes.substr(0, gap_end);
  forged.resize(start, ' ');
  const auto table = bytes.find("xref\n", start) + 5;
  std::string entries = bytes.substr(table, bytes.find("trailer", table) - table);
  const auto line = entries.find(fmt::format("{} 1\n", signature_id));
  const std::string trailer = bytes.substr(
      bytes.find("trailer", table), bytes.find("startxref", table) - bytes.find("trailer", table));
  const std::string shape = "xref\n" + entries +
                            fmt::format("{} 1\n{:010} 00000 n \n", page_id, 0) + trailer +
                            "startxref\n" + std::to_string(start) + "\n%%EOF\n";
  const std::uint64_t page_at = start + shape.size();
  const std::string page_body = fmt::format("{} 0 obj\n{}\nendobj\n", page_id, page);
  const std::uint64_t signature_at = page_at + page_body.size();
  std::string signature = fmt::format(
      "{} 0 obj\n<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 {} {:010} {}] "
      "/Contents {} >>\nendobj\n",
      signature_id, begin, 0, end.size(), bytes.substr(begin, gap_end - begin));
  const std::uint64_t end_at = signature_at + signature.size();
  signature.replace(signature.find("0000000000 "), 10, fmt::format("{:010}", end_at));
  entries.replace(entries.find('\n', line) + 1, 10, fmt::format("{:010}", signature_at));
  forged += "xref\n" + entries + fmt::format("{} 1\n{:010} 00000 n \n", page_id, page_at) +
            trailer + "startxref\n" + std::to_string(start) + "\n%%EOF\n" + page_body + signature +
            end;
  write_durably(file, forged);
  const PdfVerdict verdict = verify(file, trust());
  refused(verdict, "its ByteRange leaves out something else than /Contents");
}

TEST_CASE("attacks: objects that only a reader which searches would find are found") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  sign(file, clerk(), request("clerk"));
  update(file, [](Revision& r) {
    const int id = page_of(r).getKey("/Contents").getObjectID();
    const int value = add_stream(
        r, "", fmt::format("\n{} 0 obj\n<< /Length 0 >>\nstream\nendstream\nendobj\n", id));
    set_in_catalog(r, "/DSS", parsed(r, fmt::format("<< /Certs [{} 0 R] >>", value)));
  });
  refused(verify(file, trust()), "an object that no cross-reference names");
}
