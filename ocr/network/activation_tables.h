// tanh and the logistic function by interpolation in tables, as the network was made to be run:
// the recurrence would amplify the difference to exact functions into other letters.
#pragma once
namespace sohoa::ocr {

// Of arguments 0 to 16 in steps of 1/256. At the last entry and beyond the value is 1.
struct ActivationTable {
  static constexpr int entries = 4096;
  static constexpr float per_unit = 256;
  struct Entry {
    float value, rise;  // to the next entry
  };
  alignas(64) Entry at[entries];
};

const ActivationTable& tanh_table();
const ActivationTable& logistic_table();

}  // namespace sohoa::ocr
