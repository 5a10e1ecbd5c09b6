package io.spiffeaws.sandbox.aws.policy;

import io.spiffeaws.fuzz.Target;
import io.spiffeaws.sandbox.fuzz.RequestTarget;
import java.util.List;

/// The parsers of this package.
public final class PolicyTargets {
  private static final String CONDITION =
      "\"Condition\":{\"StringLike\":{\"aws:PrincipalArn\":[\"a*\",\"${aws:x}\"]},"
          + "\"DateLessThan\":{\"aws:CurrentTime\":\"2026-01-01T00:00:00Z\"},"
          + "\"NumericEquals\":{\"a\":1},\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}";

  private PolicyTargets() {}

  public static List<Target> all() {
    return List.of(
        RequestTarget.json(
            "trust policy of a request",
            PolicyDocument::trust,
            document(
                "\"Principal\":{\"AWS\":[\"123456789012\",\"*\"]},\"Action\":\"sts:AssumeRole\"")),
        RequestTarget.json(
            "permissions of a request",
            PolicyDocument::permissions,
            document("\"NotAction\":[\"s3:Get*\"],\"Resource\":[\"arn:aws:s3:::a/*\",\"*\"]")),
        RequestTarget.json(
            "bucket policy of a request",
            text -> PolicyDocument.bucket("a", text).isPublic(),
            document(
                "\"Principal\":\"*\",\"Action\":\"s3:*\",\"NotResource\":\"arn:aws:s3:::a/b\"")));
  }

  private static String document(String members) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"s\",\"Effect\":\"Allow\","
        + members
        + ","
        + CONDITION
        + "}]}";
  }
}
