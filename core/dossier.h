// The finished product: what was asked for, what came of it, and where it went.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/checklist.h"
#include "core/page.h"

namespace sohoa {

// Why a document begins where it does.
struct Opening {
  // "source": its file or stack begins; "page": each page is a document; "separator": a separator
  // lies before it; "title": its first page shows what only a first page shows.
  std::string reason;
  std::string detail;  // the separator's text, or what was seen; may be empty
};

// One page of a finished document, as consumers are told of it.
struct PageRecord {
  std::uint32_t number = 0;  // 0-based in the dossier
  std::string origin;
  std::string image_sha256;                           // of the original image as received
  ImageProfile image_profile = ImageProfile::master;  // by which the PDF keeps it
  int width = 0, height = 0;
  double dpi_x = 0, dpi_y = 0;
  Placement placement;
  std::uint32_t words = 0;
  double confidence = 0;    // mean over words; 0 without text
  double unread = 0;        // PageText::unread
  std::vector<Mark> marks;  // what a person may look for: no rules and leaders
  std::vector<Code> codes;
  std::vector<Fault> faults;
  Side side = Side::only;
  bool blank = false;                         // nothing is on it
  std::optional<std::uint32_t> printed = {};  // the page number it bears
  std::optional<std::uint32_t> repeats = {};  // number of the page that it is a copy of
  // Of a page that was copied with and without the note on it (Circular 01/2023/TT-VPCP, art. 8).
  std::string variant = {};                      // "with_note", "without_note"; empty: no such page
  std::optional<std::uint32_t> variant_of = {};  // number of the other
};

// The visible block of a signature on page 1, and how it came to its place.
struct BlockRecord {
  // "corner": in its corner of the page, a line each; "wrapped": there, in other lines; "moved":
  // where there was room; "left_out": nowhere, the signature is invisible.
  std::string place;
  std::vector<std::string> lines;  // as set; empty if left out
  Box box;                         // original frame of page 1; empty if left out
};

struct SignatureRecord {
  std::string role;                       // "clerk", "agency"
  std::string signer;                     // subject common name
  std::string time;                       // ISO 8601 with +07:00
  std::string level;                      // "PAdES-B-B"
  std::string fingerprint;                // SHA-256 of the certificate
  std::optional<BlockRecord> block = {};  // none: it was not asked for
};

// A signed PDF that pages of a document were made of: kept in the document's PDF, byte for byte.
struct SignedOriginal {
  struct Signature {
    std::string signer;  // subject common name
    std::string time;    // as claimed, ISO 8601; may be empty
    bool intact = false, trusted = false;
    std::vector<std::string> problems;
  };
  std::uint32_t input = 0;  // 0-based: which of the files it is
  std::string name;         // as attached
  std::uint32_t pages = 0;  // of the document are of it
  std::string sha256;
  std::uint64_t bytes = 0;
  bool good = false;  // all its signatures are, when it was taken in
  std::vector<Signature> signatures;
  std::vector<std::string> problems;  // of the file as a whole
};

// A value that a person typed: kept whatever value came to be used (R19).
struct TypedRecord {
  std::string key, value;
  std::string user;
  std::string time;  // ISO 8601 with its offset
};

// A paper that the storage has already: of the same owner, kind and number, and still valid.
struct ExistingResult {
  std::string dossier, document;  // code and name
  std::string result_code;
  std::string owner, kind, number, issued, valid_until;
  std::string file;   // relative to the storage folder
  bool sure = false;  // its dossier asked for no review
};

// One PDF with everything known of it. Paths are relative to data/dossier.json.
struct Document {
  std::uint32_t number = 0;  // 0-based
  std::string name;          // file name without suffix: "001"
  std::string kind;          // form definition's id, or empty: unknown
  double kind_score = 0;     // 0..1
  Opening opening;
  std::vector<PageRecord> pages;
  std::vector<FieldValue> fields;
  std::vector<TypedRecord> typed;
  std::vector<FieldValue> minimum;  // of Circular 01/2023/TT-VPCP, article 9: nine, in its order
  std::string result_code;          // of the digitisation, article 10; storage/result_codes.h
  std::vector<ExistingResult> existing;
  std::vector<SignatureRecord> signatures;
  std::string pdf, pdf_sha256, fields_file;
  std::vector<std::string> alto;
  std::vector<SignedOriginal> originals;
  std::vector<Fault> faults;
};

// An input or page that gave no image: it is accounted for, not dropped.
struct LostInput {
  std::string origin;
  Fault fault;
  std::string file;  // the original as received, kept in the dossier; empty: there was none
};

// A page that is accounted for in no document.
struct UnboundPage {
  std::uint32_t number = 0;  // 0-based in the dossier
  std::string origin;
  std::string image_sha256;
  std::string reason;  // "separator", "separator_back", "blank"
  std::string text;    // of a separator: what its code says
  std::string file;    // the original as received, kept in the dossier; empty: of a separator
};

// Why a person must look at a dossier before it counts as complete.
struct ReviewReason {
  Cause cause = Cause::bug;
  std::optional<std::uint32_t> document, page;  // 0-based; page within its document
  std::string detail;                           // as Error::what(), or "KEY: reason" of a field
};

struct Dossier {
  std::string code;
  std::string created;  // ISO 8601 with +07:00
  std::string source;   // "scan:DEVICE" or "files"
  std::vector<Document> documents;
  std::vector<LostInput> lost;
  Receipt receipt;
  std::optional<Checklist> checklist;  // none: the procedure is not known
  std::vector<UnboundPage> unbound;
  std::uint32_t sheets = 0;  // of paper, as far as the source tells: Stack::sheets()
  std::optional<std::uint32_t> declared_sheets = {};  // as counted by hand
  bool awaits_stamps = false;  // signed; its time-stamps are asked for later (storage/stamping.h)
  // In reading order; empty: the dossier is complete. Everything that was survived counts, but for
  // resolution_unknown (the page is whole, and its faults say that A4 paper was assumed) and
  // block_left_out (the signature holds, and no person can make room on a full page).
  std::vector<ReviewReason> review_reasons() const;
  // "awaiting_timestamp", else by review_reasons(): "complete" or "needs_review".
  std::string state() const;
};

}  // namespace sohoa
