-- Run once, when the volume of the database is empty: the site's own role, which is no superuser, and its database.
\getenv password SITE_PASSWORD
CREATE ROLE spacecoop LOGIN CREATEDB PASSWORD :'password';
CREATE DATABASE spacecoop OWNER spacecoop;
