#include "pdf/structure/content.h"

#include <algorithm>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <set>
#include <unordered_map>

#include "pdf/structure/graphics_state.h"
#include "pdf/structure/images.h"
#include "pdf/structure/operators.h"
#include "pdf/structure/syntax.h"
#include "pdf/structure/tokens.h"

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

constexpr int deepest = 40;                  // forms in forms
constexpr std::size_t most_operands = 4096;  // kept of one operator: its last
constexpr std::size_t largest_content = 64U << 20U;
constexpr std::size_t deepest_saved = 28;  // 6.1.13: q within q
constexpr std::size_t most_saved = 10'000;

struct Resources {
  Object own = Object::newNull();
  Object around = Object::newNull();  // of the content this one is drawn in
  bool inherited = false;             // `own` are those of a node above the page
};

struct State {
  Object fill = Object::newNull(), stroke = Object::newNull();
  Fonts::Use* font = nullptr;
  int mode = 0;
  Overprint overprint;
};

class ContentCheck {
 public:
  ContentCheck(Colours& colours, Fonts& fonts, Findings& findings)
      : colours_(colours), fonts_(fonts), findings_(findings) {}

  void check_page(Object page) {
    transparent_ = false;
    Resources resources;
    resources.own = page.getKey("/Resources");
    for (Object node = page;
         resources.own.isNull() && (node = node.getKey("/Parent")).isDictionary();) {
      resources.own = node.getKey("/Resources");
      resources.inherited = true;
      if (!findings_.may_go_on()) return;
    }
    run(contents_of(page.getKey("/Contents")), resources, State(), 0);
    Object list = page.getKey("/Annots");
    if (list.isArray())
      for (auto& annotation : list.getArrayAsVector()) check_appearance(annotation, resources);
    Object group = page.getKey("/Group");
    if (group.isDictionary()) use_group(group, resources.own);
    const bool blends = group.isDictionary() && group.hasKey("/CS");
    findings_.expect(!transparent_ || blends || colours_.has_output(), "6.2.10-2",
                     "a transparent page has no space to blend in");
  }

 private:
  std::string contents_of(Object contents) {
    if (contents.isStream()) return findings_.decoded(contents).value_or("");
    std::string all;
    if (!contents.isArray()) return all;
    for (auto& part : contents.getArrayAsVector()) {
      if (part.isStream()) all += findings_.decoded(part).value_or("") + '\n';
      if (all.size() > largest_content) {
        findings_.add("limit", "a page's content is too large to be checked");
        return {};
      }
    }
    return all;
  }

  void check_appearance(Object annotation, const Resources& page) {
    if (!annotation.isDictionary() || !findings_.may_go_on()) return;
    Object appearance = annotation.getKey("/AP");
    if (!appearance.isDictionary()) return;
    Object normal = appearance.getKey("/N");
    if (normal.isStream()) return draw_form(normal, page, State(), 0);
    if (!normal.isDictionary()) return;
    for (const auto& key : normal.getKeys())
      if (normal.getKey(key).isStream()) draw_form(normal.getKey(key), page, State(), 0);
  }

  // A resource; null if there is none. One that is not the content's own is a problem (6.2.2).
  Object find(const Resources& resources, const char* category, const std::string& name) {
    const auto within = [&](Object dictionary) {
      if (!dictionary.isDictionary() || !dictionary.getKey(category).isDictionary())
        return Object::newNull();
      return dictionary.getKey(category).getKey(name);
    };
    Object found = within(resources.own);
    const bool own = !found.isNull() && !resources.inherited;
    if (found.isNull()) found = within(resources.around);
    if (!found.isNull() && !own) findings_.add("6.2.2-2", "resource " + name + " is not its own");
    return found;
  }

  void run(const std::string& content, const Resources& resources, State state, int depth) {
    Tokens tokens(content);
    std::vector<Token> operands;
    std::vector<State> saved;
    for (Token token = tokens.next(); token.kind != TokenKind::end; token = tokens.next()) {
      if (!findings_.may_go_on()) return;
      const bool value = token.text == "true" || token.text == "false" || token.text == "null";
      if (token.kind != TokenKind::word || value) {
        check_token(token, findings_);
        if (operands.size() == most_operands)
          operands.erase(operands.begin(), operands.begin() + most_operands / 2);
        operands.push_back(std::move(token));
        continue;
      }
      const auto what = operator_of(token.text);
      if (!what)
        findings_.add("6.2.2-1", "operator " + token.text.substr(0, 20));
      else if (*what == Operator::inline_image)
        inline_image(tokens, resources);
      else if (*what == Operator::save)
        save(saved, state);
      else if (*what == Operator::restore)
        restore(saved, state);
      else
        handle(*what, operands, resources, state, depth);
      operands.clear();
    }
  }

  void save(std::vector<State>& saved, const State& state) {
    if (saved.size() < most_saved) saved.push_back(state);
    findings_.expect(saved.size() <= deepest_saved, "6.1.13-8", "q is nested more than 28 deep");
  }

  static void restore(std::vector<State>& saved, State& state) {
    if (saved.empty()) return;
    state = saved.back();
    saved.pop_back();
  }

  static std::string last_name(const std::vector<Token>& operands) {
    if (operands.empty() || operands.back().kind != TokenKind::name) return {};
    return '/' + operands.back().text;
  }

  void handle(Operator what, const std::vector<Token>& operands, const Resources& resources,
              State& state, int depth) {
    using enum Operator;
    const std::string name = last_name(operands);
    switch (what) {
      case graphics:
        set_state(name, resources, state, depth);
        break;
      case intent:
        if (!name.empty()) check_intent(Object::newName(name), findings_);
        break;
      case fill_space:
      case fill_gray:
      case fill_rgb:
      case fill_cmyk:
      case stroke_space:
      case stroke_gray:
      case stroke_rgb:
      case stroke_cmyk:
        set_space(what, name, resources, state);
        break;
      case colour:
        if (!name.empty()) use_pattern(find(resources, "/Pattern", name), resources, depth);
        break;
      case fill:
        paint(state, resources, true, false);
        break;
      case stroke:
        paint(state, resources, false, true);
        break;
      case fill_and_stroke:
        paint(state, resources, true, true);
        break;
      case shade:
        use_shading(find(resources, "/Shading", name), resources);
        break;
      case draw:
        draw_object(find(resources, "/XObject", name), resources, state, depth);
        break;
      case font:
        if (operands.size() >= 2 && operands[operands.size() - 2].kind == TokenKind::name)
          state.font =
              fonts_.use_of(find(resources, "/Font", '/' + operands[operands.size() - 2].text));
        break;
      case mode:
        set_mode(operands, state);
        break;
      case text:
        show(operands, resources, state, depth);
        break;
      case marked:
        if (operands.size() >= 2 && !name.empty()) find(resources, "/Properties", name);
        break;
      case nothing:
      case save:
      case restore:
      case inline_image:
        break;
    }
  }

  Object space_of(const std::string& name, const Resources& resources) {
    if (name.empty()) return Object::newNull();
    if (name.starts_with("/Device") || name == "/Pattern") return Object::newName(name);
    return find(resources, "/ColorSpace", name);
  }

  // A space that is named is used, whether something is painted in it or not.
  void set_space(Operator what, const std::string& name, const Resources& resources, State& state) {
    using enum Operator;
    Object space = Object::newNull();
    if (what == fill_space || what == stroke_space)
      space = space_of(name, resources);
    else if (what == fill_gray || what == stroke_gray)
      space = Object::newName("/DeviceGray");
    else
      space =
          Object::newName(what == fill_rgb || what == stroke_rgb ? "/DeviceRGB" : "/DeviceCMYK");
    if (!space.isNull()) colours_.use(space, resources.own, false);
    (what < stroke_space ? state.fill : state.stroke) = space;
  }

  void paint(const State& state, const Resources& resources, bool fill, bool stroke) {
    const bool mode = state.overprint.mode == 1;
    if (fill) colours_.use(state.fill, resources.own, state.overprint.fill && mode);
    if (stroke) colours_.use(state.stroke, resources.own, state.overprint.stroke && mode);
  }

  static void set_mode(const std::vector<Token>& operands, State& state) {
    if (operands.size() == 1 && operands[0].text.size() == 1 && operands[0].text[0] >= '0' &&
        operands[0].text[0] <= '7')
      state.mode = operands[0].text[0] - '0';
  }

  void set_state(const std::string& name, const Resources& resources, State& state, int depth) {
    Object dictionary = find(resources, "/ExtGState", name);
    if (!dictionary.isDictionary()) return;
    if (set_graphics_state(dictionary, state.overprint, findings_)) transparent_ = true;
    Object font = dictionary.getKey("/Font");
    if (font.isArray() && font.getArrayNItems() == 2)
      state.font = fonts_.use_of(font.getArrayItem(0));
    Object mask = dictionary.getKey("/SMask");
    if (mask.isDictionary() && mask.getKey("/G").isStream())
      draw_form(mask.getKey("/G"), resources, State(), depth + 1);
  }

  void show(const std::vector<Token>& operands, const Resources& resources, const State& state,
            int depth) {
    if (state.mode != 3 && state.mode != 7) {
      const int kind = state.mode % 4;  // 0 fill, 1 stroke, 2 both; the rest clips
      paint(state, resources, kind != 1, kind != 0);
    }
    if (state.font == nullptr) return;
    for (const Token& operand : operands)
      if (operand.kind == TokenKind::string || operand.kind == TokenKind::hex_string)
        fonts_.show(*state.font, operand.text, state.mode);
    Object font = fonts_.type3_once(*state.font);
    if (!font.isDictionary() || depth >= deepest) return;
    Resources own = {font.getKey("/Resources"), resources.own, false};
    Object procedures = font.getKey("/CharProcs");
    if (!procedures.isDictionary()) return;
    for (const auto& key : procedures.getKeys())
      run(contents_of(procedures.getKey(key)), own, State(), depth + 1);
  }

  void use_shading(Object shading, const Resources& resources) {
    Object dictionary = shading.isStream() ? shading.getDict() : shading;
    if (dictionary.isDictionary() && dictionary.hasKey("/ColorSpace"))
      colours_.use(dictionary.getKey("/ColorSpace"), resources.own, false);
  }

  void use_pattern(Object pattern, const Resources& resources, int depth) {
    if (pattern.isStream()) return draw_form(pattern, resources, State(), depth + 1);
    if (!pattern.isDictionary()) return;
    use_shading(pattern.getKey("/Shading"), resources);
    Overprint ignored;
    Object state = pattern.getKey("/ExtGState");
    if (state.isDictionary() && set_graphics_state(state, ignored, findings_)) transparent_ = true;
  }

  void draw_object(Object object, const Resources& resources, const State& state, int depth) {
    if (!object.isStream()) return;
    Object type = object.getDict().getKey("/Subtype");
    findings_.expect(!type.isNameAndEquals("/PS"), "6.2.9-3", "a PostScript XObject");
    if (type.isNameAndEquals("/Form")) draw_form(object, resources, state, depth + 1);
    if (!type.isNameAndEquals("/Image")) return;
    Object soft = object.getDict().getKey("/SMask");
    Object inside = object.getDict().getKey("/SMaskInData");
    if (soft.isStream() || (inside.isInteger() && inside.getIntValue() != 0)) transparent_ = true;
    Object mask = object.getDict().getKey("/ImageMask");
    if (mask.isBool() && mask.getBoolValue()) paint(state, resources, true, false);
    if (!object.isIndirect() || drawn_.insert(object.getObjGen()).second)
      check_image(object, resources.own, colours_, findings_);
  }

  void use_group(Object group, Object resources) {
    if (group.getKey("/S").isNameAndEquals("/Transparency") && group.hasKey("/CS"))
      colours_.use(group.getKey("/CS"), resources, false);
  }

  // A form, pattern or appearance.
  void draw_form(Object form, const Resources& around, const State& state, int depth) {
    if (form.isIndirect() && !drawn_.insert(form.getObjGen()).second) return;
    if (depth > deepest) return findings_.add("limit", "forms are nested too deep");
    Object dictionary = form.getDict();
    findings_.expect(!dictionary.getKey("/Subtype2").isNameAndEquals("/PS") &&
                         !dictionary.hasKey("/PS") && !dictionary.hasKey("/OPI"),
                     "6.2.9-1", "a form with PostScript or OPI");
    findings_.expect(!dictionary.hasKey("/Ref"), "6.2.9-2", "a reference XObject");
    Resources resources;
    resources.own = dictionary.getKey("/Resources");
    resources.around = around.own;
    Object group = dictionary.getKey("/Group");
    if (group.isDictionary()) {
      transparent_ = transparent_ || group.getKey("/S").isNameAndEquals("/Transparency");
      use_group(group, resources.own);
    }
    run(findings_.decoded(form).value_or(""), resources, state, depth);
  }

  // From BI to EI (ISO 32000-1, 8.9.7).
  void inline_image(Tokens& tokens, const Resources& resources) {
    std::size_t begin = tokens.at();
    Token token = tokens.next();
    while (token.kind != TokenKind::end && !token.is("ID") && findings_.may_go_on()) {
      check_token(token, findings_);
      token = tokens.next();
    }
    if (token.kind == TokenKind::end) return;
    check_inline_keys(tokens.bytes().substr(begin, token.begin - begin), resources);
    const std::string_view bytes = tokens.bytes();
    for (begin = tokens.at() + 1;; ++begin) {
      begin = bytes.find("EI", begin);
      if (begin == std::string_view::npos) return tokens.go_to(bytes.size());
      if (is_white(static_cast<unsigned char>(bytes[begin - 1])) &&
          goes_on(bytes.substr(begin + 2)))
        return tokens.go_to(begin + 2);
    }
  }

  // After the EI of an image come operators, not samples.
  static bool goes_on(std::string_view rest) {
    if (rest.empty()) return true;
    rest = rest.substr(0, 24);
    return is_white(static_cast<unsigned char>(rest.front())) &&
           std::all_of(rest.begin(), rest.end(), [](char c) {
             return (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t';
           });
  }

  void check_inline_keys(std::string_view keys, const Resources& resources) {
    static const std::unordered_map<std::string, std::string> names = {
        {"/BPC", "/BitsPerComponent"},
        {"/CS", "/ColorSpace"},
        {"/F", "/Filter"},
        {"/I", "/Interpolate"},
        {"/IM", "/ImageMask"}};
    if (keys.size() > 1U << 16U)
      return findings_.add("limit", "an inline image's keys are too many");
    Object dictionary = Object::newNull();
    try {
      dictionary = Object::parse("<<" + std::string(keys) + ">>");
    } catch (const std::exception&) {
      return;  // not what an image is: nothing to say of it here
    }
    if (!dictionary.isDictionary()) return;
    for (const auto& [brief, full] : names)
      if (dictionary.hasKey(brief)) dictionary.replaceKey(full, dictionary.getKey(brief));
    Object space = dictionary.getKey("/ColorSpace");
    const bool named =
        space.isName() && space.getName().size() > 5 && !space.getName().starts_with("/Device");
    if (named) find(resources, "/ColorSpace", space.getName());
    check_inline_image(dictionary, resources.own, colours_, findings_);
  }

  Colours& colours_;
  Fonts& fonts_;
  Findings& findings_;
  std::set<QPDFObjGen> drawn_;
  bool transparent_ = false;  // something on this page is
};

}  // namespace

void check_contents(QPDF& pdf, Colours& colours, Fonts& fonts, Findings& findings) {
  ContentCheck check(colours, fonts, findings);
  for (auto& page : pdf.getAllPages()) {
    if (!findings.may_go_on()) return;
    check.check_page(page);
  }
}

}  // namespace sohoa::pdf
