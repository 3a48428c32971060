// Form definitions: what kinds of document there are, how one is recognised and where its fields
// stand. They are data, TOML files in models/forms/ (models/README.md is the manual,
// models/schemas/form-definition.schema.json the grammar); no kind or key appears in code.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/layout.h"
#include "forms/line.h"
#include "forms/minimum.h"
#include "forms/normalise.h"
#include "forms/pattern.h"
#include "forms/rules.h"

namespace sohoa::forms {

// A sign of a kind besides its title and symbol: a phrase or a pattern in an area of the first
// page, or a code. Only one of the three is set.
struct Evidence {
  Area area = Area::page;
  Phrases text;  // any of them
  std::optional<Pattern> pattern;
  std::optional<Pattern> code;  // of the text of a QR or bar code
  double score = 0;             // added if seen
};

struct Kind {
  std::string id;         // "quyet_dinh"
  std::string name;       // "Quyết định"
  std::string type_code;  // of Circular 05/2025/TT-BNV; may be empty
  Phrases title;          // a line of its own, in capitals
  std::string symbol;     // abbreviation in the document's symbol, "QĐ"; may be empty
  std::vector<Evidence> evidence;
};

// What of the page a rule looks at.
enum class Take : std::uint8_t {
  line,         // each line of the area
  area,         // all lines of the area as one text
  block,        // lines from the top (or from `from`) as long as the conditions hold
  after_label,  // what follows a label on its line, up to the next label or a wide gap
  below_label,  // the lines under a label's line
  below_title,  // the lines under the title
  title,        // the title itself; the value is the kind's name
  code,         // the text of a QR or bar code, or of a machine-readable zone
  items,        // behind or under a label: each line that begins with a dash, with what wraps of it
  ticked,       // behind a label: the words of the box that is ticked
  column,       // of a table: the cells under a heading, one item each
  phrase,   // which of a list of phrases stands in the area; the value is spelled as in the list
  mark,     // a seal or strokes of a pen; the value is `value`
  compose,  // put together of other fields: `text`
};

std::string_view take_name(Take take) noexcept;

// One way to find a field. Conditions that are not given do not hold anything back.
struct Find {
  std::string place;  // in its file: "NAME:LINE"
  Take take = Take::line;
  Area area = Area::page;
  bool last_page = false;           // only the last page; otherwise only the first
  bool any_page = false;            // all pages, in order
  bool from_bottom = false;         // lines from the last to the first
  Phrases label;                    // after_label, below_label: any of them
  bool keep_label = false;          // the label is part of the value
  bool colon = false;               // after_label: a colon stands behind the label
  std::optional<Pattern> when;      // only if a line of the first page shows it …
  std::optional<Pattern> unless;    // … only if none does
  Phrases after, before;            // only lines below the first and above the second
  Phrases from;                     // block: begins at a line that begins so
  Phrases until;                    // a line that begins so ends the text
  std::optional<Pattern> stop;      // a line in which it is found ends the text
  std::optional<Pattern> complete;  // items: what is found in the whole; without it, for review
  std::optional<Pattern> goes_on;  // after_label: what must be found for a further line to be taken
  int lines = 1;                   // at most so many
  bool hanging = false;            // after_label: further lines hang under the value or are centred
  bool upper = false;              // lines in capitals only
  bool centred = false;            // below_title: lines centred as the title is
  Phrases parts;                   // a line that begins so begins a part …
  std::optional<Pattern> joint;    // … unless the line above ends so
  enum class Pick : std::uint8_t {
    all,
    last,
    but_last
  } pick = Pick::all;                // … of which this is kept
  std::vector<std::string> formats;  // code: "QR_CODE"; any if empty
  Phrases phrases;                   // phrase: the list
  MarkKind mark = MarkKind::seal;    // mark: seal or pen
  std::string value;                 // mark: what is said of it
  std::string text;                  // compose: "{title} {noi_dung}", title being the kind's first
  std::optional<Pattern> pattern;    // what of the text is the value
  std::optional<std::size_t> group;  // … its group; the whole match otherwise
  std::string group_name;
  std::vector<std::string> by_hand;  // groups people fill in by hand: unread or unsure is no value
  bool alone = false;  // line: words beside it that could not be read make it doubtful
  std::vector<std::string> spelling;  // names in capitals that are written as here, marks restored
  Phrases begins;                     // the value begins with one of these, or is none
  bool plain = false;                 // the pattern is for text without marks, in lower case
  double strength = 1;                // how often this rule is right, 0..1
  std::vector<std::string> review;    // reasons to look that come with this rule
};

struct Field {
  std::string key;
  bool required = false;
  std::string normaliser;
  Normaliser normalise = nullptr;
  std::vector<std::string> only;  // kinds; all of the file if empty
  std::vector<Find> find;
  std::vector<Find> doubt;  // what, if it finds anything, gives the value its reasons for review
  bool list = false;        // the value has an item a line
};

struct Definition {
  std::string file;  // as given, for messages
  std::string law;
  std::string valid_from, valid_until;  // ISO dates; valid_until may be empty
  bool fallback = false;                // its fields are tried when no kind is recognised
  double title_score = 0.65, symbol_score = 0.35;
  std::optional<Pattern> symbol_pattern;  // with a group `symbol`, in area symbol_area
  Area symbol_area = Area::page;
  double review_below = 0.88;  // confidence
  Phrases labels;              // that end a value besides those of the fields
  std::vector<Kind> kinds;
  std::vector<Field> fields;
  std::vector<Rule> rules;  // across fields
  Minimum minimum;  // of a file without the table nothing is known: each of the nine is missing
};

inline constexpr std::size_t longest_definition = 256 * 1024;  // bytes

// Throws Error(definition_invalid): "NAME:LINE:COLUMN: what, what was expected".
Definition parse_definition(std::string_view toml, std::string_view name);

// All *.toml of a folder by name. Throws also if two files define a kind for the same time, and
// Error(data_missing) if the folder has none.
std::vector<Definition> load_definitions(const std::filesystem::path& folder);

}  // namespace sohoa::forms
