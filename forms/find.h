// One rule of a form definition applied to a document.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "forms/classify.h"

namespace sohoa::forms {

// A value that a rule found. An empty value with a raw one was seen but could not be taken.
struct Candidate {
  std::string rule;  // where it stands and its way to take: "NAME:LINE: after_label"
  std::string raw, value;
  // Strength of the rule x likeness of its anchor x (mean + least confidence of the words) / 2.
  double confidence = 0;
  Source source = Source::ocr;
  std::uint32_t page = 0;
  Box box;  // original frame
  std::vector<std::string> review;
  std::vector<PlacedWord> words = {};  // it was read from
};

inline constexpr double doubt = 2.0 / 3;  // what is left of a confidence if part may be missing

double centre(const Line& line);  // across the page
// (mean + least confidence) / 2, 0..1.
double word_confidence(const std::vector<PlacedWord>& words);
// Sets words, page and box; of words on several pages, page and box of the first.
void place(Candidate& candidate, const std::vector<PlacedWord>& words);
std::size_t value_start(const Line& line, std::size_t at);  // past the colon behind a label
bool allowed(const Line& line, const Find& rule);           // by its letters
bool ends_text(const Line& line, const Find& rule);         // a line that ends a text

// A document as rules see it. Everything it refers to must outlive it.
class Sight {
 public:
  Sight(const Definition& definition, const std::vector<Layout>& pages,
        const std::vector<PageView>& views, const Recognition& recognition);
  std::optional<Candidate> find(const Field& field, const Find& rule) const;

 private:
  std::optional<Candidate> found(const Field& field, const Find& rule) const;
  struct Taken {  // text a rule may take its value from
    Line line;
    Span span;
    double anchor = 1;  // likeness of what led to it
  };
  struct LabelHit {
    const Phrase* label;
    Phrase::Hit hit;
    bool is_one_of(const Phrases& phrases) const;
    bool ends_value = false;  // a label; otherwise only a phrase that rules hold themselves to
  };
  bool concerns(const Find& rule) const;
  std::vector<const Line*> lines(const Find& rule) const;
  std::vector<Taken> taken(const Find& rule) const;
  std::vector<Taken> block(const Find& rule) const;
  std::vector<Taken> after_label(const Find& rule) const;
  std::vector<Taken> below_label(const Find& rule) const;
  bool ruled_off(const Line& above, const Line& below) const;
  std::vector<Taken> below_title(const Find& rule) const;
  std::optional<Taken> value_after(const Find& rule, const std::vector<const Line*>& lines,
                                   std::size_t at, const LabelHit& label) const;
  std::vector<LabelHit> labels_in(const Line& line) const;  // likest at each word, left to right
  bool shows(const Line& line, const std::vector<Phrase>& phrases) const;
  bool unread_beside(const Find& rule, const std::vector<PlacedWord>& words) const;
  bool stands_alone(const Find& rule, const Line& line) const;
  bool is_printed(const Line& line, const std::optional<Span>& span) const;
  std::optional<Candidate> text(const Field& field, const Find& rule) const;
  std::optional<Candidate> title(const Find& rule) const;
  std::optional<Candidate> code(const Field& field, const Find& rule) const;
  std::optional<Candidate> mark(const Find& rule) const;
  std::optional<Candidate> column(const Field& field, const Find& rule) const;
  std::optional<std::pair<std::size_t, LabelHit>> labelled(
      const Find& rule, const std::vector<const Line*>& lines) const;
  Candidate listed(const Field& field, const Find& rule,
                   const std::vector<std::vector<PlacedWord>>& items, double anchor) const;
  std::optional<Candidate> items(const Field& field, const Find& rule) const;
  std::optional<Candidate> ticked(const Field& field, const Find& rule) const;
  std::optional<Candidate> ticked_of(const Field& field, const Find& rule,
                                     const std::vector<PlacedWord>& words, double anchor) const;
  std::optional<Candidate> phrase(const Find& rule) const;

  const std::vector<Layout>& pages_;
  const std::vector<PageView>& views_;
  const Recognition& recognition_;
  std::vector<int> heights_;      // of a word on each page, the median
  std::vector<LabelHit> labels_;  // of all fields, no text twice; their hits unused
  mutable std::map<const Line*, std::vector<LabelHit>> label_hits_;  // of lines already looked at
};

}  // namespace sohoa::forms
