// An EncodedImage as an image XObject; its bytes go from file to file unchanged.
#pragma once
#include <exception>
#include <memory>

#include "core/page.h"

class QPDF;
class QPDFObjectHandle;

namespace sohoa::pdf {

// Why a stream could not be read while a PDF was written: qpdf turns every exception of a provider
// into one of its own, so it is kept here.
using Failure = std::shared_ptr<std::exception_ptr>;

// Throws Error(bug) for a description no PDF can have (components, bits, palette).
QPDFObjectHandle image_object(QPDF& pdf, const EncodedImage& image, const Failure& failure);

}  // namespace sohoa::pdf
