// For clang alone, which fuzzes: in C++20 it wants the destructor of a std::vector of JSON while
// qpdf 11's class JSON is not complete (GCC waits). No code of ours touches such a vector, so that
// clang is shown another sequence in its place; qpdf itself is compiled already.
#pragma once
#include <deque>
#include <vector>
#define vector deque
#include_next <qpdf/JSON.hh>
#undef vector
