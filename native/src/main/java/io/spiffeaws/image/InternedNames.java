package io.spiffeaws.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The image's table of interned strings. Reflection looks up the names of members and types in it
/// by bisection. A few strings more or less in the table change which others are compared, so those
/// of a recorded run are not those of the next build; they are determined in each build.
final class InternedNames {
  private static final Pattern NAME = Pattern.compile("[\\w$.]+");

  private InternedNames() {}

  /// Returns the table: the longest array of sorted strings; empty if there is none.
  ///
  /// @param objects of the image's heap
  static String[] table(Iterable<?> objects) {
    var longest = new String[0];
    for (var object : objects) {
      if (object instanceof String[] strings
          && strings.length > longest.length
          && sorted(strings)) {
        longest = strings;
      }
    }
    return longest;
  }

  /// Returns the keys of the strings, and of their characters, that are compared in order to find
  /// those names in the table that are touched.
  static List<String> compared(String[] table, Set<String> touched, ObjectKey keys)
      throws ReflectiveOperationException {
    var compared = new LinkedHashSet<String>();
    for (var text : table) {
      if (NAME.matcher(text).matches() && touched.contains(keys.of(String.class, text))) {
        compared.addAll(path(table, text));
      }
    }
    var found = new ArrayList<String>();
    for (var text : compared) {
      found.add(keys.of(String.class, text));
      found.add(keys.of(byte[].class, characters(text)));
    }
    return found;
  }

  /// Returns the strings that [Arrays#binarySearch(Object[], Object)] compares.
  private static List<String> path(String[] table, String wanted) {
    var path = new ArrayList<String>();
    var low = 0;
    var high = table.length - 1;
    while (low <= high) {
      var middle = (low + high) >>> 1;
      path.add(table[middle]);
      var order = table[middle].compareTo(wanted);
      if (order == 0) {
        break;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return path;
  }

  private static boolean sorted(String[] strings) {
    for (var i = 0; i < strings.length; i++) {
      if (strings[i] == null || (i > 0 && strings[i - 1].compareTo(strings[i]) >= 0)) {
        return false;
      }
    }
    return true;
  }

  /// The contents of the array that a string holds.
  private static byte[] characters(String text) {
    return text.getBytes(text.chars().allMatch(c -> c < 256) ? ISO_8859_1 : UTF_16LE);
  }
}
