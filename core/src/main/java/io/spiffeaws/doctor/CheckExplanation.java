package io.spiffeaws.doctor;

import java.util.List;

/// Explains a check of `doctor`, or several checks of the same kind. The texts are Markdown.
///
/// @param names the names of the checks
/// @param what what is checked
/// @param why why AWS or SPIRE requires it
/// @param fixes what to do if the check fails, for each cause
public record CheckExplanation(List<String> names, String what, String why, List<String> fixes) {
  public CheckExplanation {
    names = List.copyOf(names);
    fixes = List.copyOf(fixes);
  }
}
