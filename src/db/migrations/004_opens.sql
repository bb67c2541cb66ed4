-- The page that opens after signing in.
ALTER TABLE users ADD COLUMN opens TEXT NOT NULL DEFAULT 'home' CHECK (opens IN ('home','conversations'));
