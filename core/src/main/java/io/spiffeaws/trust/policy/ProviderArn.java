package io.spiffeaws.trust.policy;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import java.util.Optional;

/// The ARN of an OIDC provider: `arn:<partition>:iam::<account>:oidc-provider/<issuer without
/// https://>` (IAM User Guide, "IAM identifiers").
///
/// @param text the whole ARN
public record ProviderArn(String text) {
  private static final String INFIX = ":oidc-provider/";

  public ProviderArn {
    if (!is(text)) {
      throw ProblemException.malformed(
          "malformed-provider-arn", "\"" + text + "\" is not the ARN of an OIDC provider", "");
    }
  }

  /// Returns the ARN of an issuer's provider.
  ///
  /// @param account account of the provider and the roles that trust it
  public static ProviderArn of(String partition, String account, IssuerUrl issuer) {
    return new ProviderArn("arn:" + partition + ":iam::" + account + INFIX + issuer.hostPath());
  }

  static boolean is(String text) {
    var infix = text.indexOf(INFIX);
    return text.startsWith("arn:") && infix > 0 && text.length() > infix + INFIX.length();
  }

  /// Returns the ARN, or empty if the text is not the ARN of an OIDC provider.
  public static Optional<ProviderArn> find(String text) {
    return is(text) ? Optional.of(new ProviderArn(text)) : Optional.empty();
  }

  /// Returns the issuer without its scheme, which is also the prefix of its condition keys.
  public String hostPath() {
    return text.substring(text.indexOf(INFIX) + INFIX.length());
  }

  /// The issuer's URL.
  public String url() {
    return "https://" + hostPath();
  }

  /// The issuer.
  public IssuerUrl issuer() {
    return IssuerUrl.parse(url());
  }

  /// `aws`, `aws-cn`, `aws-us-gov`.
  public String partition() {
    return text.split(":", 3)[1];
  }

  /// The account of the provider; 12 digits in AWS.
  public String account() {
    var parts = text.split(":", 6);
    return parts.length > 4 ? parts[4] : "";
  }

  @Override
  public String toString() {
    return text;
  }
}
