// What the receipt slip says of a dossier, and what its procedure asks for beside what is there.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace sohoa {

// Of the receipt and appointment slip (form 01 of Circular 03/2025/TT-VPCP) or the system's QR.
// Empty: not known. Dates ISO 8601, the time "14:25".
struct Receipt {
  std::string dossier_code, procedure_code, procedure_name;
  std::string owner, owner_number, address, phone, agency;
  std::string received, received_time, due;
};

// One thing that the procedure asks for, or gives.
struct ChecklistItem {
  std::string id;    // in the procedure's file
  std::string code;  // "TP-…" or "KQ.…"; empty: not known
  std::string name;
  bool required = false;
  std::string when;                      // in which case it is asked for; empty: always
  bool shown = false;                    // only presented: not to be digitised
  std::vector<std::uint32_t> documents;  // 0-based: these are it
  bool missing() const noexcept { return required && documents.empty(); }
};

struct Checklist {
  std::string code, name, sector_code, sector;
  std::string law;     // what the lists rest on
  bool known = false;  // there is a file of this procedure; otherwise all lists are empty
  std::vector<ChecklistItem> components, results;
  std::vector<std::uint32_t> receipts;  // documents that are the slip: of the dossier, not in it
  std::vector<std::uint32_t> others;    // documents that nobody asked for

  // As the national index counts (Decision 766/QĐ-TTg, 4.2): a component and a result are there.
  bool counts_as_digitized() const noexcept;
};

}  // namespace sohoa
