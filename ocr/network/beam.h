// From what the network says at each step to the likeliest text: a beam search over connectionist
// temporal classification (Graves et al. 2006), weighed as libtesseract does it without a
// dictionary.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace sohoa::ocr {

struct Likely {
  int code = 0;
  float certainty = 0;  // natural logarithm of its share of a step: 0 or less
};

// A character of the best path.
struct Spelled {
  int code = 0;
  float certainty = 0;      // of the least certain step on the way to it and through it
  int first = 0, last = 0;  // its steps, half-open, up to half of the way to its neighbours
  // Other codes in these steps, best first, each by its largest share there: one of a step at the
  // edge may be the neighbour's.
  std::vector<Likely> others;
};

// Used by one thread, kept for its memory.
class Beam {
 public:
  // `null` is the code between characters.
  explicit Beam(int null) : null_(null) {}
  void start();
  // What the network says of each code; its shares are these numbers divided by `total`.
  void step(std::span<const float> shares, float total);
  // The best path so far, left to right.
  std::vector<Spelled> best() const;

 private:
  static constexpr int width = 5;
  // A step in which a code and null share what there is counts for the code with both shares, if it
  // is known whether the step before or the step after is the code's too.
  enum Next : std::uint8_t { anything, same, other, kinds };

  struct Node {
    int before = -1;  // in nodes_
    int code = 0;
    bool goes_on = false;    // the character of the step before
    Next next = anything;    // what may follow
    float cost = 0;          // of this step, weighed: 0 or less
    float score = 0;         // of all steps
    std::uint64_t text = 0;  // stands for the characters so far
  };
  struct Choices;  // of one step
  struct Front;    // the best nodes of one step

  void extend(int before, const Choices& choices, std::array<Front, kinds>& fronts) const;
  void offer(int before, int code, bool goes_on, Next next, float certainty,
             std::array<Front, kinds>& fronts) const;
  std::vector<int> best_path() const;
  std::vector<Likely> others_of(const Spelled& spelled) const;

  int null_;
  std::vector<Node> nodes_;             // of all steps, step by step
  std::size_t last_ = 0;                // where those of the last step begin
  std::vector<Likely> seen_;            // codes of some share, step by step
  std::vector<std::size_t> seen_from_;  // where those of each step begin, and the last end
};

}  // namespace sohoa::ocr
