package io.spiffeaws.s3;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.InvisibleCharacters;
import java.util.regex.Pattern;

/// An S3 location, `s3://BUCKET[/PREFIX]`.
///
/// @param bucket the bucket's name
/// @param prefix the prefix of keys, without leading or trailing slash; empty for the whole bucket
public record S3Location(String bucket, String prefix) {
  private static final Pattern FORM =
      Pattern.compile("s3://([A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9])(?:/+(.*?))?/*");

  /// Parses a location.
  ///
  /// @throws ProblemException malformed, if the text has another form
  public static S3Location parse(String text) {
    InvisibleCharacters.check(text, "the S3 location");
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw ProblemException.malformed(
          "malformed-s3-location",
          "\"" + text.replaceAll("\\p{Cntrl}", "?") + "\" is not an S3 location",
          "write it as s3://BUCKET or s3://BUCKET/PREFIX");
    }
    var prefix = parts.group(2);
    return new S3Location(parts.group(1), prefix == null ? "" : prefix);
  }

  /// Returns the key of an object with this name below the prefix.
  public String key(String name) {
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  @Override
  public String toString() {
    return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
  }
}
