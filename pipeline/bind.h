// From finished pages to finished documents: write, sign as clerk, extract, give the result code,
// sign as agency, check.
//
// The order is law (TT 01/2023/TT-VPCP art. 7, 8; R11, R15, R20): copy, extract, code, store;
// nothing is extracted from a copy that the clerk has not signed, and the agency signs last.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/dossier.h"
#include "forms/extract.h"
#include "forms/opening.h"
#include "forms/typed.h"
#include "pdf/sign/usable.h"
#include "pdf/write/writer.h"
#include "pipeline/check.h"
#include "pipeline/events.h"
#include "pipeline/rulebook.h"
#include "pipeline/stack.h"
#include "storage/batch.h"
#include "storage/result_codes.h"

namespace sohoa {

// What all dossiers of a run share. Made once; the referenced objects must outlive the run.
struct Workshop {
  const forms::Extractor* extractor;
  const forms::Openings* openings;
  const pdf::SigningKey* clerk;
  const pdf::SigningKey* agency;
  pdf::Collector* collector;  // asks about their certificates before each signature (R50)
  pdf::Trust trust;           // both signatures must lead to one of its anchors, and not be revoked
  std::filesystem::path icc_profile;
  std::string program;  // "sohoa 0.1.0"
  std::string engine;   // "tesseract 5.3.0, vie"
  const Rulebook* rulebook;
  std::string result_code;  // the template of result codes (storage/code_template.h)
  std::string agency_code;
  const forms::TypedValues* typed = nullptr;  // by a person, of the run's one dossier
  bool blocks = true;                         // page 1 shows its signatures
  std::string copy_form = "SAO Y";            // as the agency's block and reason name it
};

// Binds the pages of one dossier, in order, into the payload folder `data` (pdf/, alto/, fields/).
class Binder {
 public:
  // `batch` is the dossier's; `codes` those of its storage folder. Both outlive the binder.
  Binder(const Workshop& workshop, std::filesystem::path data, const storage::Batch& batch,
         storage::ResultCodes& codes, bool leave_out_blank, Listener listener,
         std::stop_token stop);
  ~Binder();

  // A page that begins a document (pipeline/stack.h) closes the one before. A page whose image is
  // damaged is kept as received, in originals/, and listed as lost instead of being bound; so are
  // blank ones that are to be left out (`leave_out_blank`).
  void add(const Page& page);
  // Closes the last document. As add(), throws Error(secret_refused) for one that must not be
  // digitised.
  void finish();

  std::vector<Document> documents;
  std::vector<LostInput> lost;
  std::vector<forms::SeenPaper> seen;  // one for each document
  std::vector<UnboundPage> unbound;
  std::uint32_t sheets() const noexcept { return stack_.sheets(); }

 private:
  struct Open;
  std::string source_opening(const Page& page);
  void begin(std::uint32_t number);
  void bind(const Page& page, forms::PageView view, const PageFacts& facts, PagePlace place);
  void keep_signed(const Page& page, PageRecord& record);
  pdf::Completion completion(Document& document);
  void link(const PagePlace::Variant& variant, std::uint32_t number);
  void leave_out(const Page& page, const std::string& reason, const std::string& text);
  void lose(const Page& page, const Fault& fault);
  std::string keep_original(const Page& page);
  void blame(const std::optional<Fault>& fault);
  void close();
  void sign(Open& open, const pdf::SigningKey& key, const char* role, const std::string& reason);
  void extract(Open& open);
  void give_code(Document& document);

  const Workshop& workshop_;
  const std::filesystem::path data_;
  const storage::Batch& batch_;
  const storage::BatchOrder& order_;
  storage::ResultCodes& codes_;
  const bool leave_out_blank_;
  const Listener listener_;
  const std::stop_token stop_;
  std::optional<std::uint32_t> current_;  // Page::document of the last page
  Opening opening_;                       // of the document that is open or begins next
  Stack stack_;
  std::unique_ptr<Open> open_;
  DocumentCheck check_;
};

}  // namespace sohoa
