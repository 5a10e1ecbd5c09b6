package io.spiffeaws.rolesanywhere.management;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.text.EditDistance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Finds a trust anchor or a profile by its name or ARN. Names are not unique: the resource with
/// the tag of this tool is preferred.
///
/// @param <T> the resource
/// @param list returns all resources of the account and region
/// @param find returns the resource of an ARN, if it exists
/// @param tags returns the tags of a resource
/// @param name returns the name of a resource
/// @param arn returns the ARN of a resource
public record ResourceLookup<T>(
    Supplier<List<T>> list,
    Function<RolesAnywhereArn, Optional<T>> find,
    Function<RolesAnywhereArn, Map<String, String>> tags,
    Function<T, String> name,
    Function<T, RolesAnywhereArn> arn) {
  /// Returns the resource with its tags, or empty if it does not exist.
  ///
  /// @throws ProblemException malformed, if the name is ambiguous
  public Optional<FoundResource<T>> find(ResourceReference reference) {
    return reference.arn().isPresent()
        ? find.apply(reference.arn().get()).map(this::withTags)
        : named(reference);
  }

  /// Returns the resource with its tags.
  ///
  /// @param creation the hint for a name that does not exist; a similar name is suggested before it
  /// @throws ProblemException missing, if it does not exist; malformed, if the name is ambiguous
  public FoundResource<T> required(ResourceReference reference, String creation) {
    return find(reference).orElseThrow(() -> missing(reference, creation));
  }

  private Optional<FoundResource<T>> named(ResourceReference reference) {
    var named =
        list.get().stream()
            .filter(resource -> name.apply(resource).equals(reference.text()))
            .map(this::withTags)
            .toList();
    var managed = named.stream().filter(FoundResource::isManaged).toList();
    var candidates = managed.isEmpty() ? named : managed;
    if (candidates.size() > 1) {
      throw ProblemException.malformed(
          "ambiguous-name",
          "several resources are the %s: %s"
              .formatted(
                  reference.shown(),
                  candidates.stream()
                      .map(found -> arn.apply(found.resource()).toString())
                      .collect(Collectors.joining(", "))),
          "specify one of these ARNs instead of the name");
    }
    return candidates.stream().findFirst();
  }

  private FoundResource<T> withTags(T resource) {
    return new FoundResource<>(resource, tags.apply(arn.apply(resource)));
  }

  private ProblemException missing(ResourceReference reference, String creation) {
    var kind = reference.type() == RolesAnywhereArn.Type.TRUST_ANCHOR ? "anchor" : "profile";
    return ProblemException.missing(
        "no-such-trust-" + kind,
        reference.shown() + " not found",
        reference
            .arn()
            .map(arn ->
                TypedCommand.of(
                    "to list those of the account, run: spiffe-aws trust "
                        + kind
                        + " list --region %s",
                    arn.region()))
            .orElseGet(() -> nearest(reference.text()) + creation));
  }

  private String nearest(String text) {
    return EditDistance.nearest(text, list.get().stream().map(name).toList())
        .map(near -> TypedCommand.of("did you mean %s? ", near))
        .orElse("");
  }
}
