// What a document's PDF says beside its pages: that it was converted, its outline, and the signed
// files that it was made of.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/dossier.h"
#include "core/page.h"
#include "pdf/verify/verify.h"
#include "pdf/write/writer.h"

namespace sohoa {

// Made now, by `converter`; from paper, or from the signed files if all pages are of such.
pdf::ConversionMark conversion_mark(const Document& document, const std::string& dossier,
                                    const std::string& converter);

// Why the two sign (/Reason), which agrees with the mark; `copy_form` as in the agency's block.
std::string clerk_reason(const Document& document);
std::string agency_reason(const Document& document, const std::string& copy_form);

// One for each page, if there are several: its number, and what is special about it.
std::vector<pdf::Bookmark> bookmarks(const Document& document);

// Of the file that the page is of; not yet judged. Its name is none of the others'.
SignedOriginal signed_original(const Page& page, const std::vector<SignedOriginal>& others);
// Takes down what the file is and what its verification said.
void judge(SignedOriginal& original, const std::filesystem::path& file,
           const pdf::PdfVerdict& verdict);
// The reason for review of one that is not good.
Fault doubt(const SignedOriginal& original);
pdf::Attachment attachment(const SignedOriginal& original, const std::filesystem::path& file);

}  // namespace sohoa
