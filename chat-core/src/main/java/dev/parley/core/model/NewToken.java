package dev.parley.core.model;

/**
 * A fresh API token: the only moment at which its secret is known.
 *
 * <p>Thread-safe: immutable. Its text never shows the secret.
 */
public record NewToken(ApiToken token, String secret) {

    @Override
    public String toString() {
        return "NewToken[" + token.id() + "]";
    }
}
