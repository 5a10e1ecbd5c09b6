package io.spiffeaws.chain;

import static java.util.Objects.requireNonNull;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.anchor.TrustAnchor;
import io.spiffeaws.rolesanywhere.anchor.TrustAnchors;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.rolesanywhere.profile.ProfileSettings;
import io.spiffeaws.rolesanywhere.profile.RolesAnywhereProfile;
import io.spiffeaws.rolesanywhere.profile.RolesAnywhereProfiles;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// IAM Roles Anywhere in memory. Records every write, and runs a check after it.
final class FakeRolesAnywhere {
  static final String REGION = "eu-west-1";
  static final String ACCOUNT = "123456789012";

  final Map<String, TrustAnchor> anchors = new TreeMap<>();
  final Map<String, RolesAnywhereProfile> profiles = new TreeMap<>();
  final Map<String, Map<String, String>> tags = new HashMap<>();
  final List<String> writes = new ArrayList<>();
  int tagReads;

  /// The write that is rejected, in the form of [#writes].
  @Nullable String refused;

  /// Whether the caller may not list.
  boolean listingRefused;

  Runnable check = () -> {};
  List<X509Certificate> cas = List.of(TestCas.get(0));
  private int next;

  RolesAnywherePorts ports() {
    return new RolesAnywherePorts(new Anchors(), new Profiles(), REGION, () -> cas);
  }

  TrustAnchor anchor(String name) {
    return anchors.values().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  RolesAnywhereProfile profile(String name) {
    return profiles.values().stream()
        .filter(it -> it.settings().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  RolesAnywhereArn putAnchor(
      String name, List<X509Certificate> cas, boolean enabled, Map<String, String> own) {
    var arn = arn(RolesAnywhereArn.Type.TRUST_ANCHOR);
    anchors.put(
        arn.toString(), new TrustAnchor(arn, name, enabled, TrustAnchor.CERTIFICATE_BUNDLE, cas));
    tags.put(arn.toString(), new HashMap<>(own));
    return arn;
  }

  RolesAnywhereArn putProfile(ProfileSettings settings, boolean enabled, Map<String, String> own) {
    var arn = arn(RolesAnywhereArn.Type.PROFILE);
    profiles.put(arn.toString(), new RolesAnywhereProfile(arn, enabled, settings));
    tags.put(arn.toString(), new HashMap<>(own));
    return arn;
  }

  private RolesAnywhereArn arn(RolesAnywhereArn.Type type) {
    return new RolesAnywhereArn(
        "aws", REGION, ACCOUNT, type, "00000000-0000-4000-8000-%012d".formatted(next++));
  }

  private void write(String what, Runnable work) {
    if (what.equals(refused)) {
      throw ProblemException.refused("no", "no: " + what, "");
    }
    writes.add(what);
    work.run();
    check.run();
  }

  private void listing() {
    if (listingRefused) {
      throw ProblemException.refused("denied", "not permitted: rolesanywhere:ListTrustAnchors", "");
    }
  }

  private Map<String, String> tagsOf(RolesAnywhereArn arn) {
    tagReads++;
    return Map.copyOf(tags.get(arn.toString()));
  }

  private final class Anchors implements TrustAnchors {
    @Override
    public List<TrustAnchor> list() {
      listing();
      return List.copyOf(anchors.values());
    }

    @Override
    public Optional<TrustAnchor> find(RolesAnywhereArn arn) {
      return Optional.ofNullable(anchors.get(arn.toString()));
    }

    @Override
    public TrustAnchor create(String name, List<X509Certificate> cas, Map<String, String> own) {
      var arn = new ArrayList<RolesAnywhereArn>();
      write("create anchor " + name, () -> arn.add(putAnchor(name, cas, true, own)));
      return requireNonNull(anchors.get(arn.getFirst().toString()));
    }

    @Override
    public TrustAnchor replaceCas(RolesAnywhereArn arn, List<X509Certificate> cas) {
      var old = requireNonNull(anchors.get(arn.toString()));
      write(
          "cas %s %d".formatted(old.name(), cas.size()),
          () ->
              anchors.put(
                  arn.toString(),
                  new TrustAnchor(arn, old.name(), old.enabled(), old.sourceType(), cas)));
      return requireNonNull(anchors.get(arn.toString()));
    }

    @Override
    public void enable(RolesAnywhereArn arn) {
      var old = requireNonNull(anchors.get(arn.toString()));
      write(
          "enable " + old.name(),
          () ->
              anchors.put(
                  arn.toString(),
                  new TrustAnchor(arn, old.name(), true, old.sourceType(), old.cas())));
    }

    @Override
    public void delete(RolesAnywhereArn arn) {
      write(
          "delete anchor " + requireNonNull(anchors.get(arn.toString())).name(),
          () -> anchors.remove(arn.toString()));
    }

    @Override
    public Map<String, String> tags(RolesAnywhereArn arn) {
      return tagsOf(arn);
    }

    @Override
    public void tag(RolesAnywhereArn arn, Map<String, String> more) {
      write(
          "tag " + requireNonNull(anchors.get(arn.toString())).name(),
          () -> requireNonNull(tags.get(arn.toString())).putAll(more));
    }
  }

  private final class Profiles implements RolesAnywhereProfiles {
    @Override
    public List<RolesAnywhereProfile> list() {
      listing();
      return List.copyOf(profiles.values());
    }

    @Override
    public Optional<RolesAnywhereProfile> find(RolesAnywhereArn arn) {
      return Optional.ofNullable(profiles.get(arn.toString()));
    }

    @Override
    public RolesAnywhereProfile create(ProfileSettings settings, Map<String, String> own) {
      var arn = new ArrayList<RolesAnywhereArn>();
      write("create profile " + settings.name(), () -> arn.add(putProfile(settings, true, own)));
      return requireNonNull(profiles.get(arn.getFirst().toString()));
    }

    @Override
    public RolesAnywhereProfile update(RolesAnywhereArn arn, ProfileSettings settings) {
      write(
          "update profile %s %d".formatted(settings.name(), settings.roles().size()),
          () ->
              profiles.put(
                  arn.toString(),
                  new RolesAnywhereProfile(
                      arn, requireNonNull(profiles.get(arn.toString())).enabled(), settings)));
      return requireNonNull(profiles.get(arn.toString()));
    }

    @Override
    public void enable(RolesAnywhereArn arn) {
      var old = requireNonNull(profiles.get(arn.toString()));
      write(
          "enable " + old.settings().name(),
          () -> profiles.put(arn.toString(), new RolesAnywhereProfile(arn, true, old.settings())));
    }

    @Override
    public void delete(RolesAnywhereArn arn) {
      write(
          "delete profile " + requireNonNull(profiles.get(arn.toString())).settings().name(),
          () -> profiles.remove(arn.toString()));
    }

    @Override
    public Map<String, String> tags(RolesAnywhereArn arn) {
      return tagsOf(arn);
    }

    @Override
    public void tag(RolesAnywhereArn arn, Map<String, String> more) {
      write(
          "tag " + requireNonNull(profiles.get(arn.toString())).settings().name(),
          () -> requireNonNull(tags.get(arn.toString())).putAll(more));
    }
  }
}
