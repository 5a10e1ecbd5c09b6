/// How results and problems are shown, as text and as JSON.
@NullMarked
package io.spiffeaws.cli.view;

import org.jspecify.annotations.NullMarked;
