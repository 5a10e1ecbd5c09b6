package io.spiffeaws.sandbox.aws.iam;

import io.spiffeaws.fuzz.Target;
import io.spiffeaws.sandbox.aws.wire.Parameters;
import io.spiffeaws.sandbox.fuzz.RequestTarget;
import java.util.List;

/// The parsers of this package and of the Query protocol.
public final class IamTargets {
  private IamTargets() {}

  public static List<Target> all() {
    return List.of(
        RequestTarget.text(
            "provider URL", ProviderUrl::check, "https://oidc.example.org/a", "https://a"),
        RequestTarget.text(
            "form of a request",
            text -> {
              var form = Parameters.parse(text);
              form.required("Action");
              form.list("Tags");
            },
            "Action=CreateRole&RoleName=a%20b+c&Tags.member.1=d&Tags.member.2=e"),
        RequestTarget.text(
            "page of a list",
            text -> Page.of(List.of("a", "b"), item -> item, Parameters.parse(text)),
            "MaxItems=1&Marker=YQ%3D%3D"));
  }
}
