// An EncodedImage as an image XObject; its bytes go from file to file unchanged.
#pragma once
#include "core/page.h"
#include "pdf/write/file_stream.h"

class QPDF;
class QPDFObjectHandle;

namespace sohoa::pdf {

// Throws Error(bug) for a description no PDF can have (components, bits, palette).
QPDFObjectHandle image_object(QPDF& pdf, const EncodedImage& image, const Failure& failure);

}  // namespace sohoa::pdf
