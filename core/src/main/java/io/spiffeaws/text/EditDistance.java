package io.spiffeaws.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Levenshtein distance of two words.
public final class EditDistance {
  /// A typing error in a shorter word can change all of it.
  private static final int SHORTEST = 3;

  private EditDistance() {}

  /// The number of letters to insert, remove or replace to get from one word to the other.
  public static int between(String one, String other) {
    var row = new int[other.length() + 1];
    Arrays.setAll(row, at -> at);
    for (var i = 1; i <= one.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j <= other.length(); j++) {
        var changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }

  /// The word nearest to the typed one; empty if every word differs by more than a third of the
  /// letters.
  public static Optional<String> nearest(String typed, List<String> words) {
    return words.stream()
        .min(
            Comparator.<String>comparingInt(word -> between(typed, word))
                .thenComparing(word -> word))
        .filter(_ -> typed.length() >= SHORTEST)
        .filter(word -> between(typed, word) <= typed.length() / 3);
  }
}
