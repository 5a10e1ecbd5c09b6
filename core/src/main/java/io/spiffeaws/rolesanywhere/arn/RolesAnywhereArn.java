package io.spiffeaws.rolesanywhere.arn;

import io.spiffeaws.aws.RegionName;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.InvisibleCharacters;
import java.util.Arrays;
import java.util.regex.Pattern;

/// The ARN of a resource of IAM Roles Anywhere,
/// `arn:PARTITION:rolesanywhere:REGION:ACCOUNT:TYPE/ID` (Service Authorization Reference).
///
/// @param partition `aws`, `aws-cn`, `aws-us-gov`
/// @param region the region of the resource
/// @param account 12 digits
/// @param type of the resource
/// @param id a UUID
public record RolesAnywhereArn(
    String partition, String region, String account, Type type, String id) {
  private static final Pattern FORM =
      Pattern.compile(
          "arn:(aws[a-z-]*):rolesanywhere:([a-z0-9-]+):([0-9]{12}):([a-z-]+)/([\\w-]+)");

  /// The type of a resource.
  public enum Type {
    TRUST_ANCHOR("trust-anchor", "trust anchor"),
    PROFILE("profile", "profile"),
    CRL("crl", "CRL"),
    SUBJECT("subject", "subject");

    private final String word;
    private final String title;

    Type(String word, String title) {
      this.word = word;
      this.title = title;
    }

    /// Returns the name for messages.
    public String title() {
      return title;
    }
  }

  /// Parses an ARN.
  ///
  /// @throws ProblemException malformed, if it is not the ARN of such a resource
  public static RolesAnywhereArn parse(String text, Type type) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw malformed(text, type);
    }
    var found =
        Arrays.stream(Type.values()).filter(one -> one.word.equals(parts.group(4))).findAny();
    if (found.isEmpty() || found.get() != type) {
      throw malformed(text, type);
    }
    var region = RegionName.check(parts.group(2));
    var partition = parts.group(1);
    if (!partition.equals(RegionName.partition(region))) {
      throw ProblemException.malformed(
          "malformed-roles-anywhere-arn",
          "\"%s\" is not an ARN of AWS: region %s is in the partition %s"
              .formatted(text, region, RegionName.partition(region)),
          "correct the ARN");
    }
    return new RolesAnywhereArn(partition, region, parts.group(3), type, parts.group(5));
  }

  private static ProblemException malformed(String text, Type type) {
    return ProblemException.malformed(
        "malformed-roles-anywhere-arn",
        "\"%s\" is not the ARN of a %s of IAM Roles Anywhere"
            .formatted(InvisibleCharacters.line(text), type.title),
        "use arn:aws:rolesanywhere:REGION:ACCOUNT:%s/ID".formatted(type.word));
  }

  /// Returns the same resource in another region of the same partition.
  public RolesAnywhereArn inRegion(String other) {
    return new RolesAnywhereArn(partition, other, account, type, id);
  }

  @Override
  public String toString() {
    return "arn:%s:rolesanywhere:%s:%s:%s/%s".formatted(partition, region, account, type.word, id);
  }
}
