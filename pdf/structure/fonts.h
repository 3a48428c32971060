// Fonts that text is shown with (6.2.11): embedded, well described, and for level U every code with
// its Unicode value.
#pragma once
#include <memory>
#include <string_view>

#include "pdf/structure/findings.h"

namespace sohoa::pdf {

class Fonts {
 public:
  // `unicode`: level U or A.
  Fonts(bool unicode, Findings& findings);
  ~Fonts();

  struct Use;
  // The account of a font, which lives as long as this; nullptr: it is no font.
  Use* use_of(const QPDFObjectHandle& font);
  // A string shown in text rendering mode `mode` (3: invisible).
  void show(Use& use, std::string_view codes, int mode);
  // A Type 3 font, whose glyphs are content, when it is asked for the first time; else null.
  static QPDFObjectHandle type3_once(Use& use);

  // Judges all fonts that text was shown with.
  void check();

 private:
  struct Account;
  std::unique_ptr<Account> account_;
};

}  // namespace sohoa::pdf
