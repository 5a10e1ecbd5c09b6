package io.spiffeaws.rolesanywhere.anchor;

import static java.util.Objects.requireNonNull;

import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Trust anchors in memory.
final class FakeAnchors implements TrustAnchors {
  final Map<RolesAnywhereArn, TrustAnchor> anchors = new LinkedHashMap<>();
  final Map<RolesAnywhereArn, Map<String, String>> tags = new HashMap<>();
  final List<String> calls = new ArrayList<>();

  @Override
  public List<TrustAnchor> list() {
    calls.add("list");
    return List.copyOf(anchors.values());
  }

  @Override
  public Optional<TrustAnchor> find(RolesAnywhereArn arn) {
    calls.add("find");
    return Optional.ofNullable(anchors.get(arn));
  }

  @Override
  public TrustAnchor create(String name, List<X509Certificate> cas, Map<String, String> given) {
    calls.add("create");
    return put(name, cas, true, given);
  }

  TrustAnchor put(
      String name, List<X509Certificate> cas, boolean enabled, Map<String, String> given) {
    var arn =
        RolesAnywhereArn.parse(
            "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/" + anchors.size(),
            RolesAnywhereArn.Type.TRUST_ANCHOR);
    var anchor = new TrustAnchor(arn, name, enabled, TrustAnchor.CERTIFICATE_BUNDLE, cas);
    anchors.put(arn, anchor);
    tags.put(arn, new HashMap<>(given));
    return anchor;
  }

  @Override
  public TrustAnchor replaceCas(RolesAnywhereArn arn, List<X509Certificate> cas) {
    calls.add("replace");
    var old = requireNonNull(anchors.get(arn));
    var anchor = new TrustAnchor(arn, old.name(), old.enabled(), old.sourceType(), cas);
    anchors.put(arn, anchor);
    return anchor;
  }

  @Override
  public void enable(RolesAnywhereArn arn) {
    calls.add("enable");
    var old = requireNonNull(anchors.get(arn));
    anchors.put(arn, new TrustAnchor(arn, old.name(), true, old.sourceType(), old.cas()));
  }

  @Override
  public void delete(RolesAnywhereArn arn) {
    calls.add("delete");
    anchors.remove(arn);
  }

  @Override
  public Map<String, String> tags(RolesAnywhereArn arn) {
    return requireNonNull(tags.get(arn));
  }

  @Override
  public void tag(RolesAnywhereArn arn, Map<String, String> added) {
    calls.add("tag");
    requireNonNull(tags.get(arn)).putAll(added);
  }
}
