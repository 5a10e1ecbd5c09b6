package io.spiffeaws.render.kubernetes;

import io.spiffeaws.fuzz.Target;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.render.conf.IssuerLocation;
import io.spiffeaws.render.conf.KeyType;
import io.spiffeaws.spire.Selector;
import java.util.Arrays;
import java.util.List;

/// The parsers of this package.
public final class RenderTargets {
  private RenderTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.text(
            "image",
            text -> Images.with(List.of(text)).componentWarnings(),
            "spire-server=ghcr.io/spiffe/spire-server:1.15.3",
            "spire-agent=a@sha256:" + "0".repeat(64)),
        Target.text("key type", KeyType::parse, "rsa-2048", "ec-p256"),
        Target.text(
            "location of an issuer",
            text -> IssuerLocation.of(IssuerUrl.parse(text)).keysPath(),
            "https://oidc.example.org/a/b",
            "https://oidc.example.org:8443"),
        Target.text(
            "selectors of a pod",
            text -> PodSelection.of(Arrays.stream(text.split(" ")).map(Selector::parse).toList()),
            "k8s:ns:prod k8s:sa:a k8s:pod-label:app:b k8s:container-name:c"));
  }
}
