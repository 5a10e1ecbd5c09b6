package io.spiffeaws.trust.role;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.InvisibleCharacters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/// Permissions of a role on the objects of a bucket, or on those below a prefix:
/// `BUCKET[/PREFIX]:read|write|read-write`.
///
/// @param prefix without leading and trailing slashes; empty for the whole bucket. It is a
///   directory: `2026` matches `2026/...`, not `2026-secret`
public record S3Access(String bucket, String prefix, boolean read, boolean write) {
  private static final Pattern FORM =
      Pattern.compile("([^/:]*)(?:/([^*?$\\\\]*))?:(read|write|read-write)");
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final int MAX_NAME = 128;

  /// Parses the form above.
  ///
  /// @throws ProblemException malformed, with the expected form
  public static S3Access parse(String text) {
    InvisibleCharacters.check(text, "the S3 access");
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw ProblemException.malformed(
          "malformed-s3-access",
          "invalid S3 access \"" + text + "\"",
          "write it as BUCKET[/PREFIX]:read, :write or :read-write");
    }
    if (!BUCKET.matcher(parts.group(1)).matches()) {
      throw ProblemException.malformed(
          "malformed-bucket",
          "\"" + parts.group(1) + "\" is not the name of a bucket",
          "use 3 to 63 lower-case letters, digits, dots and hyphens");
    }
    var prefix = parts.group(2) == null ? "" : parts.group(2);
    var mode = parts.group(3);
    return new S3Access(
        parts.group(1),
        prefix.replaceAll("^/+|/+$", ""),
        mode.startsWith("read"),
        mode.endsWith("write"));
  }

  /// The text form that [#parse(String)] accepts.
  public String text() {
    return bucket + (prefix.isEmpty() ? "" : "/" + prefix) + ":" + mode();
  }

  private String mode() {
    return read && write ? "read-write" : read ? "read" : "write";
  }

  /// The name of the inline policy that grants the access. It has 1 to 128 letters, digits and
  /// `_+=,.@-` (IAM, PutRolePolicy), and is unique for each bucket, prefix and mode.
  public String policyName() {
    var plain =
        "s3-" + bucket + (prefix.isEmpty() ? "" : "=" + prefix.replace('/', '=')) + "-" + mode();
    var safe = plain.replaceAll("[^A-Za-z0-9_+=,.@-]", "_");
    if (safe.equals(plain) && !prefix.contains("=") && safe.length() <= MAX_NAME) {
      return safe;
    }
    return safe.substring(0, Math.min(safe.length(), MAX_NAME - 9)) + "-" + digest();
  }

  private String digest() {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256")
              .digest((bucket + "/" + prefix).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// The policy that grants the access (Service Authorization Reference, "Amazon S3").
  ///
  /// @param partition `aws`, `aws-cn`, `aws-us-gov`
  public String policy(String partition) {
    var arn = "arn:" + partition + ":s3:::" + bucket;
    var statements = new ArrayList<Json>();
    if (read) {
      statements.add(list(arn));
    }
    statements.add(
        Json.object()
            .with("Effect", Json.of("Allow"))
            .with("Action", Json.strings(actions()))
            .with("Resource", Json.of(arn + (prefix.isEmpty() ? "/*" : "/" + prefix + "/*"))));
    return JsonText.compact(
        Json.object()
            .with("Version", Json.of("2012-10-17"))
            .with("Statement", Json.array(statements)));
  }

  private Json list(String arn) {
    var statement =
        Json.object()
            .with("Effect", Json.of("Allow"))
            .with("Action", Json.of("s3:ListBucket"))
            .with("Resource", Json.of(arn));
    return prefix.isEmpty()
        ? statement
        : statement.with(
            "Condition",
            Json.object()
                .with("StringLike", Json.object().with("s3:prefix", Json.of(prefix + "/*"))));
  }

  private List<String> actions() {
    var actions = new ArrayList<String>();
    if (read) {
      actions.add("s3:GetObject");
    }
    if (write) {
      actions.addAll(List.of("s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"));
    }
    return actions;
  }
}
