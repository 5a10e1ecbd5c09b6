/// The issuer of tokens as AWS sees it: its discovery document and its keys.
@NullMarked
package io.spiffeaws.oidc;

import org.jspecify.annotations.NullMarked;
