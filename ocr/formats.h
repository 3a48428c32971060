// A page's text, and what else is on it, in the formats others read. All boxes in pixels of the
// original image; kinds of marks by mark_name(). `software`: "sohoa 0.1.0; tesseract 5.3.0, vie".
// Of the page only its image's description, placement, text, marks, tables and codes are used.
#pragma once
#include <string>

#include "core/page.h"

namespace sohoa::ocr {

// ALTO 4.4, one page a file. Tables are ComposedBlocks (TYPE "table", in them "cell") that stand in
// the text where their first line does. Seals, pen strokes, handwriting and unread ink are
// Illustrations with the kind as TYPE; rules, leaders and tick boxes are GraphicalElements with the
// kind as TAGREFS, "ticked" beside it. Other readings of a word are its ALTERNATIVEs.
std::string to_alto(const Page& page, const std::string& software);

// hOCR 1.2: lines and words, rules as ocr_separator, seals and pen strokes as ocr_image.
std::string hocr_head(const std::string&software), hocr_page(const Page&page), hocr_tail();

// The twelve columns of Tesseract.
std::string tsv_head(), tsv_page(const Page&page);

// One line. The only format with everything: confidences of marks, upright boxes, spans of cells.
std::string to_json(const Page& page, const std::string& software);

}  // namespace sohoa::ocr
