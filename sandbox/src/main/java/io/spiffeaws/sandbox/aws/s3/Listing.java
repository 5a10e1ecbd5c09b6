package io.spiffeaws.sandbox.aws.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One page of the keys of a bucket.
///
/// @param prefixes common prefixes up to a delimiter, which replace the keys that start with them
/// @param last position after which the next page starts; empty if there is none
record Listing(List<StoredObject> objects, List<String> prefixes, Optional<String> last) {

  /// Returns one page.
  ///
  /// @param delimiter empty for none
  /// @param after start position: after this key, or after all keys with this common prefix
  static Listing of(Bucket bucket, String prefix, String delimiter, String after, int most) {
    var objects = new ArrayList<StoredObject>();
    var prefixes = new ArrayList<String>();
    boolean afterPrefix = !delimiter.isEmpty() && after.endsWith(delimiter);
    String last = "";
    for (var object : bucket.objects().tailMap(after, false).values()) {
      var key = object.key();
      if (!key.startsWith(prefix)
          || (afterPrefix && key.startsWith(after) && after.length() > prefix.length())) {
        continue;
      }
      int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      var entry = end < 0 ? key : key.substring(0, end + delimiter.length());
      if (end >= 0 && entry.equals(last)) {
        continue;
      }
      if (objects.size() + prefixes.size() >= most) {
        return new Listing(objects, prefixes, most == 0 ? Optional.empty() : Optional.of(last));
      }
      if (end < 0) {
        objects.add(object);
      } else {
        prefixes.add(entry);
      }
      last = entry;
    }
    return new Listing(objects, prefixes, Optional.empty());
  }
}
