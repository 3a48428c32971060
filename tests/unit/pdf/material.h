// What the tests of pdf/ work on: small pages with known words, keys of a test authority, and the
// outside programs that judge.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/page.h"
#include "pdf/sign/sign.h"
#include "pdf/verify/verify.h"
#include "pdf/write/writer.h"

namespace sohoa::pdf::test {

// Runs a command; what it printed to stdout. Fails the test if its exit code is another.
std::string run(const std::string& command, int expected_exit = 0);

// The authority made by scripts/make-authority, once for the whole test run.
const std::filesystem::path& authority();
const std::vector<std::string>& anchors();  // its root
const Trust& trust();                       // it, and its lists of revocations
// Roots and lists of an authority by scripts/make-authority.
Trust trust_of(const std::filesystem::path& authority);
SigningKey clerk();
SigningKey agency();

// A grey page of width x height pixels at 100 dpi, black where `ink` boxes are, kept as PNG rows in
// FOLDER/NAME.
Page page_with_ink(const std::filesystem::path& folder, const std::string& name, int width,
                   int height, const std::vector<Box>& ink);

// A line at (x, y) of the upright frame, each character of a word 12 x 20 pixels, words 10 apart.
Line line_of(const Page& page, const std::vector<std::string>& words, int x, int y);

// A page of 600 x 800 pixels with these lines, one below the other.
Page page_with_lines(const std::filesystem::path& folder, const std::string& name,
                     const std::vector<std::vector<std::string>>& lines);

DocumentInfo information();
// In place of a file of that name.
void write(const std::filesystem::path& file, const std::vector<Page>& pages,
           const Completion& completion = {});

// A one-page document with the text "Cộng hòa xã hội".
std::filesystem::path document(const std::filesystem::path& folder, const std::string& name);

SignatureRequest request(const std::string& role);
std::string now();

}  // namespace sohoa::pdf::test
