package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.account.OidcProvider;
import io.spiffeaws.sandbox.aws.identity.SessionTags;
import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.trust.issuer.TokenClaims;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The condition keys from a token: the claims that are condition keys for its issuer, and AWS's
/// own claims for session tags and the source identity.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
record WebIdentityKeys(WebIdentityToken token, OidcProvider provider) {
  private static final String TAGS = "https://aws.amazon.com/tags";
  private static final String SOURCE_IDENTITY = "https://aws.amazon.com/source_identity";

  /// Returns the condition keys that are also present in the requests of the session.
  RequestContext federation() {
    var prefix = provider.url() + ":";
    return RequestContext.empty()
        .with(prefix + "sub", token.subject())
        .with(prefix + "aud", token.audience())
        .with(prefix + "amr", texts(token.claims().get("amr")))
        .with("aws:FederatedProvider", provider.arn());
  }

  /// Returns the condition keys from the token's claims, for the trust policy.
  private RequestContext claims() {
    var keys = RequestContext.empty();
    for (var claim : TokenClaims.read(provider.url(), token.claims()).present().entrySet()) {
      keys = keys.with(provider.url() + ":" + claim.getKey(), claim.getValue());
    }
    return keys.with(federation());
  }

  /// Returns all condition keys for the trust policy.
  RequestContext all(String sessionName) {
    var keys = claims().with("sts:RoleSessionName", sessionName).with(tags().requestKeys());
    return keys.with(SourceIdentity.requestKey(sourceIdentity()));
  }

  /// Returns the actions that the trust policy must allow for this token.
  List<String> actions() {
    var actions = new ArrayList<>(List.of("sts:AssumeRoleWithWebIdentity"));
    if (!tags().tags().isEmpty()) {
      actions.add("sts:TagSession");
    }
    if (sourceIdentity().isPresent()) {
      actions.add("sts:SetSourceIdentity");
    }
    return actions;
  }

  Optional<String> sourceIdentity() {
    return token.claims().text(SOURCE_IDENTITY);
  }

  /// Returns the session tags. In the token, each value is an array with one element.
  SessionTags tags() {
    var claim = object(token.claims().get(TAGS));
    var tags = new HashMap<String, String>();
    object(claim.get("principal_tags"))
        .members()
        .forEach((key, value) ->
            texts(Optional.of(value)).stream().findFirst().ifPresent(text -> tags.put(key, text)));
    return new SessionTags(tags, Set.copyOf(texts(claim.get("transitive_tag_keys"))));
  }

  private static Json.Obj object(Optional<Json> value) {
    return value.orElse(Json.object()) instanceof Json.Obj object ? object : Json.object();
  }

  private static List<String> texts(Optional<Json> value) {
    return switch (value.orElse(new Json.Null())) {
      case Json.Str(var text) -> List.of(text);
      case Json.Arr(var items) ->
          items.stream().flatMap(item -> texts(Optional.of(item)).stream()).toList();
      default -> List.of();
    };
  }
}
